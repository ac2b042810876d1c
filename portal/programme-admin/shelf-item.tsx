import { removeResourceBody } from '#libs/contracts/http/resources';
import { send } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useSending } from '../api/sending.ts';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import type { Me } from '../partners/people.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { sizeText, timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { resourceTexts } from '../texts/resource.texts.ts';
import { shelfTexts } from '../texts/shelf.texts.ts';
import type { ProgrammeDays } from './programme-day.ts';
import { PublishedLine } from './published-line.tsx';
import { usePublisher } from './rules-query.ts';
import { useOpener } from './use-opener.ts';

type Item = AnswerOf<'/api/resources/published'>['items'][number];

interface Shown {
  readonly item: Item;
  readonly days: ProgrammeDays;
  readonly me: Me;
}

interface Props extends Shown {
  /** When it was read, by the clock of who told it. */
  readonly asOf: string;
  readonly mayRemove: boolean;
  readonly onOpen: () => void;
  readonly onRemoved: (sentence: string) => Promise<void>;
}

export function ShelfItem({ item, days, asOf, me, mayRemove, onOpen, onRemoved }: Props) {
  const say = useTexts(shelfTexts);
  const sayKind = useTexts(resourceTexts);
  const sayPublished = useTexts(publicationTexts);
  const form = useOpener<'remove'>((it) => it);
  const { id, tier, effectiveFrom } = item;
  return (
    <li className="queue-row resource-row">
      <WhatItIs item={item} days={days} me={me} />
      <p className="review-facts">
        <span className={tier === null ? 'tag tag-accent' : 'tag'}>{tier === null ? sayKind('open') : sayKind('from', { tier: tier.name })}</span>
        {new Date(effectiveFrom) > new Date(asOf) && <span className="tag tag-warn">{sayPublished('coming')}</span>}
      </p>
      {mayRemove && form.open === undefined && <div><button type="button" ref={form.button('remove')} className="btn btn-danger" aria-describedby={`resource-${id}`} onClick={() => { onOpen(); form.show('remove'); }}>{say('remove')}</button></div>}
      {form.open !== undefined && <RemoveForm item={item} onRemoved={onRemoved} onCancel={form.putAway} />}
    </li>
  );
}

function WhatItIs({ item, days, me }: Shown) {
  const sayKind = useTexts(resourceTexts);
  const { id, kind, title, length, file } = item;
  return (
    <div>
      <strong id={`resource-${id}`}>{title}</strong>
      <p className="small muted">{sayKind(kind)} · {sayKind(length.unit, { amount: length.amount })} · {file.name}, {sizeText(file.size)}</p>
      <PublishedLine of={item} days={days} me={me} />
    </div>
  );
}

/** What was there, or was to be, and who took it out, and why. */
export function RemovedItem({ item, days, me }: Shown) {
  const say = useTexts(shelfTexts);
  const publisher = usePublisher(me);
  if (item.removal === null) return null;
  const { at, by, reason } = item.removal;
  return (
    <li className="queue-row resource-row">
      <WhatItIs item={item} days={days} me={me} />
      <p className="small muted">{say('removedBy', { who: publisher(by, 'who'), time: timeText(at) })}<span className="rate-reason as-written">{reason}</span></p>
    </li>
  );
}

function RemoveForm({ item: { id, title }, onRemoved, onCancel }: { item: Item; onRemoved: (sentence: string) => Promise<void>; onCancel: () => void }) {
  const say = useTexts(shelfTexts);
  const sending = useSending(async (values: { reason: string }, key) => {
    await send('POST /api/resources/{id}/remove', values, { params: { id }, key });
    return true;
  });
  const { form } = useBodyForm(removeResourceBody, { reason: '' }, sending);
  return (
    <DecisionForm form={form} sending={sending} told={say('toldRemoved', { title })} submit={say('removeDo')} danger onDone={onRemoved} onRefused={() => undefined} onCancel={onCancel}>
      <TextField name="reason" label={say('why')} hint={say('whyHint')} lines={2} />
    </DecisionForm>
  );
}
