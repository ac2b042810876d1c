import { useState } from 'react';
import type { AnswerOf } from '../api/routes.ts';
import type { Me } from '../partners/people.ts';
import { fullMoney, numberText, percentText, timeText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { storyTexts } from '../texts/story.texts.ts';
import { PublishedLine } from './published-line.tsx';
import { usePublisher } from './rules-query.ts';
import { stateOf, type StoryVersion } from './story-body.ts';
import { StoryForm } from './story-form.tsx';
import { StoryWithdrawal } from './story-withdrawal.tsx';

interface Props {
  readonly story: StoryVersion;
  readonly earlier: readonly StoryVersion[];
  readonly tiers: AnswerOf<'/api/programme'>['tiers'];
  readonly zone: string;
  /** When the stories were read. */
  readonly asOf: number;
  readonly me: Me;
  readonly onDone: (sentence: string) => Promise<void>;
}

/** One story: how it is told last, how it was told before, and who said so. */
export function StoryRow({ story, earlier, tiers, zone, asOf, me, onDone }: Props) {
  const say = useTexts(storyTexts);
  const sayPublished = useTexts(publicationTexts);
  const language = useLanguage();
  const [open, setOpen] = useState<'change' | 'withdraw'>();
  const state = stateOf(story, new Date(asOf));
  const id = `story-${story.id}`;
  const form = { story, zone, onDone: async (sentence: string) => { setOpen(undefined); await onDone(sentence); }, onCancel: () => setOpen(undefined) };
  return (
    <li className="queue-row setting-row">
      <div>
        <strong id={id}>{story.company}</strong>
        <p>{story.headline[language]}</p>
        <Figures story={story} tiers={tiers} />
      </div>
      <div className="stack setting-values">
        <p><span className={state === 'told' ? 'tag tag-accent' : state === 'coming' ? 'tag tag-warn' : 'tag'}>{say(state)}</span></p>
        <PublishedLine of={story} zone={zone} me={me} />
        <Ending story={story} zone={zone} me={me} />
        {earlier.length > 0 && <details className="rate-past"><summary>{sayPublished('before', { count: earlier.length })}</summary>{earlier.toReversed().map((it) => <div key={it.version}><strong>{it.company}: {it.headline[language]}</strong><Figures story={it} tiers={tiers} /><PublishedLine of={it} zone={zone} me={me} /></div>)}</details>}
      </div>
      {me.permissions.includes('programme:manage') && story.withdrawal === null && open === undefined && (
        <div className="actions">
          <button type="button" className="btn btn-quiet" aria-describedby={id} onClick={() => setOpen('change')}>{sayPublished('change')}</button>
          <button type="button" className="btn btn-danger" aria-describedby={id} onClick={() => setOpen('withdraw')}>{say('withdraw')}</button>
        </div>
      )}
      {open === 'change' && <div className="setting-form"><StoryForm {...form} position={story.position} tiers={tiers} /></div>}
      {open === 'withdraw' && <div className="setting-form"><StoryWithdrawal {...form} /></div>}
    </li>
  );
}

function Figures({ story: { tier, dealValue, commission, growthPercent, growthMonths, dealsPerYear }, tiers }: { story: StoryVersion; tiers: Props['tiers'] }) {
  const say = useTexts(storyTexts);
  const told = [
    tier === null ? undefined : (tiers.find(({ code }) => code === tier)?.name ?? tier),
    dealValue === null ? undefined : say('ofDeal', { amount: fullMoney(dealValue) }),
    commission === null ? undefined : say('ofCommission', { amount: fullMoney(commission) }),
    growthPercent === null || growthMonths === null ? undefined : say('ofGrowth', { growth: percentText(growthPercent), months: numberText(growthMonths) }),
    dealsPerYear === null ? undefined : say('ofDeals', { count: numberText(dealsPerYear) }),
  ].filter((it) => it !== undefined);
  return told.length === 0 ? null : <p className="small muted">{told.join(' · ')}</p>;
}

/** Who withdrew it, from when, and why. */
function Ending({ story: { endsAt, withdrawal }, zone, me }: Pick<Props, 'story' | 'zone' | 'me'>) {
  const say = useTexts(storyTexts);
  const publisher = usePublisher(me);
  if (withdrawal === null || endsAt === null) return null;
  return <p className="small muted">{say('until', { time: timeText(endsAt, zone) })} · {say('withdrawnBy', { who: publisher(withdrawal.by, 'who') })}, {timeText(withdrawal.at)}<span className="rate-reason as-written">{withdrawal.reason}</span></p>;
}
