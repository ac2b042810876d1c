import { useState } from 'react';
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
import { PublishedLine } from './published-line.tsx';
import { usePublisher } from './rules-query.ts';

type Item = AnswerOf<'/api/resources/published'>['items'][number];

interface Shown {
  readonly item: Item;
  readonly zone: string;
  readonly me: Me;
}

interface Props extends Shown {
  /** When it was read. */
  readonly asOf: number;
  readonly mayRemove: boolean;
  readonly onRemoved: (sentence: string) => Promise<void>;
}

export function ShelfItem({ item, zone, asOf, me, mayRemove, onRemoved }: Props) {
  const say = useTexts(shelfTexts);
  const sayKind = useTexts(resourceTexts);
  const sayPublished = useTexts(publicationTexts);
  const [isOpen, setOpen] = useState(false);
  const { id, tier, effectiveFrom } = item;
  return (
    <li className="queue-row resource-row">
      <WhatItIs item={item} zone={zone} me={me} />
      <p className="review-facts">
        <span className={tier === null ? 'tag tag-accent' : 'tag'}>{tier === null ? sayKind('open') : sayKind('from', { tier: tier.name })}</span>
        {Date.parse(effectiveFrom) > asOf && <span className="tag tag-warn">{sayPublished('coming')}</span>}
      </p>
      {mayRemove && !isOpen && <div><button type="button" className="btn btn-danger" aria-describedby={`resource-${id}`} onClick={() => setOpen(true)}>{say('remove')}</button></div>}
      {isOpen && <RemoveForm item={item} onRemoved={onRemoved} onCancel={() => setOpen(false)} />}
    </li>
  );
}

function WhatItIs({ item, zone, me }: Shown) {
  const sayKind = useTexts(resourceTexts);
  const { id, kind, title, length, file } = item;
  return (
    <div>
      <strong id={`resource-${id}`}>{title}</strong>
      <p className="small muted">{sayKind(kind)} · {sayKind(length.unit, { amount: length.amount })} · {file.name}, {sizeText(file.size)}</p>
      <PublishedLine of={item} zone={zone} me={me} />
    </div>
  );
}

/** What was there, or was to be, and who took it out, and why. */
export function RemovedItem({ item, zone, me }: Shown) {
  const say = useTexts(shelfTexts);
  const publisher = usePublisher(me);
  if (item.removal === null) return null;
  const { at, by, reason } = item.removal;
  return (
    <li className="queue-row resource-row">
      <WhatItIs item={item} zone={zone} me={me} />
      <p className="small muted">{say('removedBy', { who: publisher(by, 'who'), time: timeText(at) })}<span className="rate-reason as-written">{reason}</span></p>
    </li>
  );
}

function RemoveForm({ item: { id, title }, onRemoved, onCancel }: { item: Item; onRemoved: (sentence: string) => Promise<void>; onCancel: () => void }) {
  const say = useTexts(shelfTexts);
  const sending = useSending(async (values: { reason: string }) => {
    await send('POST /api/resources/{id}/remove', values, { params: { id } });
    return true;
  });
  const { form } = useBodyForm(removeResourceBody, { reason: '' }, sending);
  return (
    <DecisionForm form={form} sending={sending} told={say('toldRemoved', { title })} submit={say('removeDo')} danger onDone={onRemoved} onRefused={() => undefined} onCancel={onCancel}>
      <TextField name="reason" label={say('why')} hint={say('whyHint')} lines={2} />
    </DecisionForm>
  );
}
