import { generatePath, Link } from 'react-router';
import { pages } from '../pages.ts';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { auditChangeTexts } from '../texts/audit-change.texts.ts';
import { auditFactTexts } from '../texts/audit-fact.texts.ts';
import { auditTexts } from '../texts/audit.texts.ts';
import { actionGroups, actorKinds, withFilter } from './audit-address.ts';
import { changesOf, isEvidence, type Entry } from './told-changes.ts';
import { useSubjectName, useValueText } from './value-text.ts';

const isGroup = (text: string): text is (typeof actionGroups)[number] => actionGroups.some((it) => it === text);
type FactKey = keyof typeof auditFactTexts.en;
type ChangeKey = keyof typeof auditChangeTexts.en;
const isFact = (text: string): text is FactKey => text in auditFactTexts.en;
const isChange = (text: string): text is ChangeKey => text in auditChangeTexts.en;
const places: Readonly<Record<string, string>> = { application: pages.application, deal: pages.dealReview };

/** One fact: who did what to what, when and why, what changed by it, and what proves it on demand. */
export function AuditEntry({ entry, address }: { entry: Entry; address: URLSearchParams }) {
  const say = useTexts(auditTexts);
  const sayFact = useTexts(auditFactTexts);
  const sayChange = useTexts(auditChangeTexts);
  const valueText = useValueText(entry.subject);
  const { position, at, service, actor, action, why, correlationId, hash, details } = entry;
  const nameOf = (name: string) => (isChange(`of_${name}`) ? sayChange(`of_${name}` as ChangeKey) : name);
  const told = changesOf(details).map(({ name, before, now }) => ({ name, before: before === undefined ? undefined : valueText(name, before), now: valueText(name, now) }));
  const changes = told.filter(({ now }) => !isEvidence(now));
  const ids = told.filter(({ now }) => isEvidence(now)).map(({ name, now }) => [nameOf(name), now] as const);
  const [group = '', ...step] = action.split('.');
  const what = isFact(`did_${action}`) ? sayFact(`did_${action}` as FactKey) : `${isGroup(group) ? say(group) : group}: ${step.join('.').replaceAll('_', ' ')}`;
  const proof = [...ids, [say('service'), service], [say('actionCode'), action], [say('correlation'), correlationId ?? '–'], [say('hash'), hash]] as const;
  return (
    <li className="audit-entry">
      <p className="small muted"><time dateTime={at}>{timeText(at)}</time> · {say('position', { position })}</p>
      <div className="audit-what">
        <p><strong>{what}</strong></p>
        <p className="small"><Actor actor={actor} address={address} /> · <Subject entry={entry} address={address} /></p>
        {why !== null && <p className="as-written">{why}</p>}
        {changes.length > 0 && (
          <dl className="audit-changes small">
            {changes.map(({ name, before, now }) => (
              <div key={name}>
                <dt>{nameOf(name)}</dt>
                <dd>{before !== undefined && <><span className="muted">{before}</span> <span aria-hidden="true">→</span><span className="unseen">{say('became')}</span> </>}{now}</dd>
              </div>
            ))}
          </dl>
        )}
        <details className="small">
          <summary>{say('proof')}</summary>
          <dl className="audit-changes">{proof.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        </details>
      </div>
    </li>
  );
}

function Actor({ actor: { kind, id, name, company }, address }: { actor: Entry['actor']; address: URLSearchParams }) {
  const say = useTexts(auditTexts);
  const known = actorKinds.find((it) => it === kind);
  const kindName = known === undefined ? kind : say(`who_${known}`);
  if (id === null) return <span>{kindName}</span>;
  return <><Link to={`?${withFilter(address, 'actor', id)}`}>{name ?? (kind === 'system' ? id : kindName)}</Link>{company !== null && <span className="muted"> ({company})</span>}</>;
}

function Subject({ entry, address }: { entry: Entry; address: URLSearchParams }) {
  const say = useTexts(auditTexts);
  const sayFact = useTexts(auditFactTexts);
  const name = useSubjectName(entry);
  const { subject: { kind, id }, details } = entry;
  const place = places[kind];
  const deal = details['dealId'];
  return (
    <span>
      <Link to={`?${withFilter(address, 'subject', id)}`}>{isFact(`a_${kind}`) ? sayFact(`a_${kind}` as FactKey) : kind}{name === undefined ? '' : ` ${name}`}</Link>
      {place !== undefined && <> · <Link to={generatePath(place, { id })}>{say('open')}</Link></>}
      {typeof deal === 'string' && <> · <Link to={generatePath(pages.dealReview, { id: deal })}>{say('openDeal')}</Link></>}
    </span>
  );
}
