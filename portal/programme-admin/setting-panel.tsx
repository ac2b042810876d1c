import { useState } from 'react';
import type { AnswerOf } from '../api/routes.ts';
import type { Me } from '../partners/people.ts';
import { useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { settingTexts } from '../texts/setting.texts.ts';
import { PublishedLine } from './published-line.tsx';
import { SettingForm } from './setting-form.tsx';
import { kinds, type Owner, type SettingKey } from './setting-kinds.ts';
import { useSettingValue } from './setting-value.ts';
import { standingAt } from './standing.ts';

interface Props {
  readonly owner: Owner;
  readonly setting: SettingKey;
  readonly versions: AnswerOf<'/api/programme/settings'>['items'];
  readonly zone: string;
  /** When the versions were read. */
  readonly asOf: number;
  readonly me: Me;
  readonly onDone: (sentence: string) => Promise<void>;
}

/** One setting: what it is now, what it will be, what it was, and what its change does. */
export function SettingPanel({ owner, setting, versions, zone, asOf, me, onDone }: Props) {
  const say = useTexts(settingTexts);
  const sayPublished = useTexts(publicationTexts);
  const valueText = useSettingValue();
  const [isOpen, setOpen] = useState(false);
  const { now, coming, past } = standingAt(versions, new Date(asOf));
  const last = versions.at(-1);
  const kind = kinds[setting];
  const name = say(`of_${setting}`);
  const id = `setting-${setting}`;
  return (
    <li className="queue-row setting-row">
      <div><h3 id={id} className="setting-name">{name}</h3><p className="small muted">{say(`does_${setting}`)}</p></div>
      <div className="stack setting-values">
        {now && <div><strong className="setting-now">{valueText(kind, now.value)}</strong><PublishedLine of={now} zone={zone} me={me} /></div>}
        {coming.map((it) => <div key={it.effectiveFrom}><p><span className="tag tag-accent">{sayPublished('coming')}</span> <strong>{valueText(kind, it.value)}</strong></p><PublishedLine of={it} zone={zone} me={me} /></div>)}
        {past.length > 0 && <details className="rate-past"><summary>{sayPublished('before', { count: past.length })}</summary>{past.map((it) => <div key={it.effectiveFrom}><strong>{valueText(kind, it.value)}</strong><PublishedLine of={it} zone={zone} me={me} /></div>)}</details>}
      </div>
      {me.permissions.includes('programme:manage') && !isOpen && <div><button type="button" className="btn btn-quiet" aria-describedby={id} onClick={() => setOpen(true)}>{sayPublished('change')}</button></div>}
      {isOpen && last && <div className="setting-form"><SettingForm owner={owner} setting={setting} name={name} value={last.value} zone={zone} onDone={async (sentence) => { setOpen(false); await onDone(sentence); }} onCancel={() => setOpen(false)} /></div>}
    </li>
  );
}
