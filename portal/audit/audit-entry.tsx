import { generatePath, Link } from 'react-router';
import { pages } from '../pages.ts';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { auditTexts } from '../texts/audit.texts.ts';
import { actionGroups, actorKinds, withFilter } from './audit-address.ts';
import { changesOf, type Entry } from './told-changes.ts';
import { useValueText } from './value-text.ts';

type Key = keyof typeof auditTexts.en;
const isKey = (text: string): text is Key => text in auditTexts.en;
const places: Readonly<Record<string, string>> = { application: pages.application, deal: pages.dealReview };

/** One fact: who did what to what, when and why, what changed by it, and what proves it on demand. */
export function AuditEntry({ entry, address }: { entry: Entry; address: URLSearchParams }) {
  const say = useTexts(auditTexts);
  const valueText = useValueText(entry.subject.kind);
  const { position, at, service, actor, action, subject, why, correlationId, hash, details } = entry;
  const changes = changesOf(details);
  const [group = '', ...step] = action.split('.');
  const what = isKey(`did_${action}`) ? say(`did_${action}` as Key) : `${actionGroups.some((it) => it === group) && isKey(group) ? say(group) : group}: ${step.join('.').replaceAll('_', ' ')}`;
  const proof = [[say('service'), service], [say('actionCode'), action], [say('correlation'), correlationId ?? '–'], [say('hash'), hash]] as const;
  return (
    <li className="audit-entry">
      <p className="small muted"><time dateTime={at}>{timeText(at)}</time> · {say('position', { position })}</p>
      <div className="audit-what">
        <p><strong>{what}</strong></p>
        <p className="small"><Actor actor={actor} address={address} /> · <Subject subject={subject} address={address} /></p>
        {why !== null && <p className="as-written">{why}</p>}
        {changes.length > 0 && (
          <dl className="audit-changes small">
            {changes.map(({ name, before, now }) => (
              <div key={name}>
                <dt>{isKey(`of_${name}`) ? say(`of_${name}` as Key) : name}</dt>
                <dd>{before !== undefined && <><span className="muted">{valueText(name, before)}</span> <span aria-hidden="true">→</span><span className="unseen">{say('became')}</span> </>}{valueText(name, now)}</dd>
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

function Subject({ subject: { kind, id, name }, address }: { subject: Entry['subject']; address: URLSearchParams }) {
  const say = useTexts(auditTexts);
  const place = places[kind];
  const kindName = isKey(`a_${kind}`) ? say(`a_${kind}` as Key) : kind;
  return (
    <span>
      <Link to={`?${withFilter(address, 'subject', id)}`}>{kindName}{name === null ? '' : ` ${name}`}</Link>
      {place !== undefined && <> · <Link to={generatePath(place, { id })}>{say('open')}</Link></>}
    </span>
  );
}
