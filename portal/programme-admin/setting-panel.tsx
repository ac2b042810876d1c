import type { AnswerOf } from '../api/routes.ts';
import { send } from '../api/client.ts';
import type { Me } from '../partners/people.ts';
import { useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { settingTexts } from '../texts/setting.texts.ts';
import { CallingOff } from './calling-off.tsx';
import { comingDay, isUncertain, type ProgrammeDays } from './programme-day.ts';
import { Overtaken } from './overtaken.tsx';
import { PublishedLine } from './published-line.tsx';
import { SettingForm } from './setting-form.tsx';
import { kinds, type Owner, type SettingKey } from './setting-kinds.ts';
import { useSettingValue } from './setting-value.ts';
import { standingAt } from './standing.ts';
import { useOpener } from './use-opener.ts';

type Version = AnswerOf<'/api/programme/settings'>['items'][number];

interface Props {
  readonly owner: Owner;
  readonly setting: SettingKey;
  readonly versions: readonly Version[];
  readonly days: ProgrammeDays;
  /** When the versions were read, by the clock of who told them. */
  readonly asOf: string;
  readonly me: Me;
  readonly onOpen: () => void;
  readonly onStale: () => void;
  readonly onDone: (sentence: string) => Promise<void>;
}

/** One setting: what it is now, what it will be, what it was, and what its change does. */
export function SettingPanel({ owner, setting, versions, days, asOf, me, onOpen, onStale, onDone }: Props) {
  const say = useTexts(settingTexts);
  const sayPublished = useTexts(publicationTexts);
  const valueText = useSettingValue();
  // With the last value as it was read then.
  const { open, ...form } = useOpener<Version>(() => setting);
  const { now, coming, past } = standingAt(versions, new Date(asOf));
  const last = versions.at(-1);
  const kind = kinds[setting];
  const name = say(`of_${setting}`);
  const id = `setting-${setting}`;
  const mayChange = me.permissions.includes('programme:manage');
  return (
    <li className="queue-row setting-row">
      <div><h3 id={id} className="setting-name">{name}</h3><p className="small muted">{say(`does_${setting}`)}</p></div>
      <div className="stack setting-values">
        {now && <div><strong className="setting-now">{valueText(kind, now.value)}</strong><PublishedLine of={now} days={days} me={me} /></div>}
        {coming.map((it) => (
          <div key={it.id} className="rate-coming">
            <p><span className="tag tag-accent">{sayPublished('coming')}</span> <strong>{valueText(kind, it.value)}</strong></p>
            <PublishedLine of={it} days={days} me={me} />
            {mayChange && it === last && isUncertain(it, days) && <CallingOff describedBy={id} send={async (reason, key) => callOff(owner, it.id, reason, key)} onOpen={onOpen} onDone={onDone} />}
          </div>
        ))}
        {past.length > 0 && <details className="rate-past"><summary>{sayPublished('before', { count: past.length })}</summary>{past.map((it) => <div key={it.id}><strong>{valueText(kind, it.value)}</strong><PublishedLine of={it} days={days} me={me} /></div>)}</details>}
      </div>
      {mayChange && last && !open && <div><button type="button" ref={form.button(setting)} className="btn btn-quiet" aria-describedby={id} onClick={() => { onOpen(); form.show(last); }}>{sayPublished('change')}</button></div>}
      {open && last && <div className="setting-form">{last.id !== open.id && <Overtaken onAnew={() => form.show(last)} />}<SettingForm key={open.id} owner={owner} setting={setting} name={name} opened={open} onStale={onStale} days={days} after={comingDay(last, asOf, days)} onDone={async (sentence) => { form.done(); await onDone(sentence); }} onCancel={form.putAway} /></div>}
    </li>
  );
}

async function callOff({ route }: Owner, id: string, reason: string, key: string): Promise<unknown> {
  return send(`POST ${route}/cancel`, { id, reason }, { key });
}
