import { send } from '../api/client.ts';
import type { Me } from '../partners/people.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { CallingOff, type CallOff } from './calling-off.tsx';
import type { ProgrammeDays } from './programme-day.ts';
import { standingAt } from './standing.ts';
import type { TierVersion } from './tier-body.ts';
import { TierTerms } from './tier-terms.tsx';

interface Props extends Pick<CallOff, 'onOpen' | 'onDone'> {
  readonly versions: readonly TierVersion[];
  readonly days: ProgrammeDays;
  /** When the versions were read, by the clock of who told them. */
  readonly asOf: string;
  readonly me: Me;
  readonly isOpen: boolean;
  readonly button: (element: HTMLButtonElement | null) => void;
  readonly onChange: (last: TierVersion) => void;
}

/** One tier as it counts, as it will, and as it did. */
export function OneTier({ versions, days, asOf, me, isOpen, button, onChange, ...callOff }: Props) {
  const say = useTexts(publicationTexts);
  const language = useLanguage();
  const { now, coming, past } = standingAt(versions, new Date(asOf));
  const shown = now ?? coming[0];
  const last = versions.at(-1);
  if (!shown || !last) return null;
  const id = `tier-${shown.tier}`;
  const mayChange = me.permissions.includes('programme:manage');
  return (
    <section className="panel evaluation-tier" aria-labelledby={id}>
      <h2 id={id} className="setting-name">{shown.name[language]}</h2>
      {now && <TierTerms version={now} days={days} me={me} />}
      {coming.map((it) => (
        <div key={it.version} className="rate-coming">
          <p id={`${id}-${it.version}`}><span className="tag tag-accent">{say('coming')}</span> <strong>{it.name[language]}</strong></p>
          <TierTerms version={it} days={days} me={me} />
          {mayChange && it === last && <CallingOff describedBy={`${id}-${it.version}`} send={async (reason, key) => send('POST /api/programme/tiers/{code}/cancel', { reason }, { params: { code: it.tier }, version: it.version, key })} {...callOff} />}
        </div>
      ))}
      {past.length > 0 && <details className="rate-past"><summary>{say('before', { count: past.length })}</summary>{past.map((it) => <div key={it.version}><strong>{it.name[language]}</strong><TierTerms version={it} days={days} me={me} /></div>)}</details>}
      {mayChange && !isOpen && <div><button type="button" ref={button} className="btn btn-quiet" aria-describedby={id} onClick={() => onChange(last)}>{say('change')}</button></div>}
    </section>
  );
}
