import type { AnswerOf } from '../api/routes.ts';
import { send } from '../api/client.ts';
import type { Me } from '../partners/people.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { storyTexts } from '../texts/story.texts.ts';
import { CallingOff } from './calling-off.tsx';
import { Overtaken } from './overtaken.tsx';
import { comingDay, type ProgrammeDays } from './programme-day.ts';
import { PublishedLine } from './published-line.tsx';
import { toCallOff, type Story, type StoryVersion } from './story-body.ts';
import { StoryEnding, StoryFigures } from './story-facts.tsx';
import { StoryForm } from './story-form.tsx';
import { StoryWithdrawal } from './story-withdrawal.tsx';
import { useOpener } from './use-opener.ts';

interface Props {
  readonly story: Story;
  readonly tiers: AnswerOf<'/api/programme'>['tiers'];
  readonly days: ProgrammeDays;
  /** When the stories were read, by the clock of who told them. */
  readonly asOf: string;
  readonly me: Me;
  readonly onOpen: () => void;
  readonly onStale: () => void;
  readonly onDone: (sentence: string) => Promise<void>;
}
/** With the last version as it was read then: what others publish meanwhile is not sent over. */
interface Opened {
  readonly what: 'change' | 'withdraw';
  readonly version: StoryVersion;
}

/** One story: how it is told, how it will be, how it was told before, and who said so. */
export function StoryRow({ story, tiers, days, asOf, me, onOpen, onStale, onDone }: Props) {
  const say = useTexts(storyTexts);
  const sayPublished = useTexts(publicationTexts);
  const language = useLanguage();
  const { open, ...form } = useOpener<Opened>(({ what }) => what);
  const { shown, state, coming, past, last } = story;
  const id = `story-${story.id}`;
  const mayChange = me.permissions.includes('programme:manage');
  // Each with a form of its own: what is called off is what stood when that was opened.
  const off = mayChange && open === undefined ? toCallOff(story, new Date(asOf)) : undefined;
  const show = (what: Opened['what']) => { onOpen(); form.show({ what, version: last }); };
  const done = async (sentence: string) => { form.done(); await onDone(sentence); };
  const after = open && comingDay(open.version, asOf, days);
  const ofForm = open && { key: `${open.what} ${open.version.version}`, opened: open.version, days, onStale, onDone: done, onCancel: form.putAway };
  return (
    <li className="queue-row setting-row">
      <div><strong id={id}>{shown.company}</strong><p>{shown.headline[language]}</p><StoryFigures story={shown} tiers={tiers} /></div>
      <div className="stack setting-values">
        <p><span className={state === 'told' ? 'tag tag-accent' : state === 'coming' ? 'tag tag-warn' : 'tag'}>{say(state)}</span></p>
        <PublishedLine of={shown} days={days} me={me} />
        <StoryEnding story={shown} days={days} me={me} />
        {coming.map((it) => (
          <div key={it.version} className="rate-coming">
            <p><span className="tag tag-warn">{say('coming')}</span> <strong>{it.company}: {it.headline[language]}</strong></p>
            <StoryFigures story={it} tiers={tiers} />
            <PublishedLine of={it} days={days} me={me} />
            <StoryEnding story={it} days={days} me={me} />
          </div>
        ))}
        {past.length > 0 && <details className="rate-past"><summary>{sayPublished('before', { count: past.length })}</summary>{past.map((it) => <div key={it.version}><strong>{it.company}: {it.headline[language]}</strong><StoryFigures story={it} tiers={tiers} /><PublishedLine of={it} days={days} me={me} /></div>)}</details>}
        {off !== undefined && <CallingOff key={`${off} ${last.version}`} describedBy={id} {...(off === 'withdrawal' ? { label: say('callOffWithdrawal') } : {})} send={async (reason, key) => send('POST /api/programme/stories/{id}/cancel', { what: off, reason }, { params: { id: story.id }, version: last.version, key })} onOpen={onOpen} onDone={onDone} />}
      </div>
      {mayChange && last.withdrawal === null && open === undefined && (
        <div className="actions">
          <button type="button" ref={form.button('change')} className="btn btn-quiet" aria-describedby={id} onClick={() => show('change')}>{sayPublished('change')}</button>
          {state === 'told' && <button type="button" ref={form.button('withdraw')} className="btn btn-danger" aria-describedby={id} onClick={() => show('withdraw')}>{say('withdraw')}</button>}
        </div>
      )}
      {open && ofForm && (
        <div className="setting-form stack">
          {last.version !== open.version.version && <Overtaken onAnew={() => form.show({ ...open, version: last })} />}
          {open.what === 'change' ? <StoryForm {...ofForm} key={ofForm.key} after={after} position={open.version.position} tiers={tiers} /> : <StoryWithdrawal {...ofForm} key={ofForm.key} company={shown.company} isComing={after !== undefined} />}
        </div>
      )}
    </li>
  );
}
