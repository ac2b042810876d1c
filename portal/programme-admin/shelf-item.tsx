import { useState } from 'react';
import { removeResourceBody } from '#libs/contracts/http/resources';
import { send } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useSending } from '../api/sending.ts';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { dayText, sizeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { resourceTexts } from '../texts/resource.texts.ts';
import { shelfTexts } from '../texts/shelf.texts.ts';

type Item = AnswerOf<'/api/resources'>['items'][number];

interface Props {
  readonly item: Item;
  readonly mayRemove: boolean;
  readonly onRemoved: (sentence: string) => Promise<void>;
}

export function ShelfItem({ item, mayRemove, onRemoved }: Props) {
  const say = useTexts(shelfTexts);
  const sayKind = useTexts(resourceTexts);
  const [isOpen, setOpen] = useState(false);
  const { id, kind, title, tier, length, file, uploadedAt } = item;
  return (
    <li className="queue-row resource-row">
      <div>
        <strong id={`resource-${id}`}>{title}</strong>
        <p className="small muted">{sayKind(kind)} · {sayKind(length.unit, { amount: length.amount })} · {file.name}, {sizeText(file.size)} · {say('since', { day: dayText(uploadedAt) })}</p>
      </div>
      <p><span className={tier === null ? 'tag tag-accent' : 'tag'}>{tier === null ? sayKind('open') : sayKind('from', { tier: tier.name })}</span></p>
      {mayRemove && !isOpen && <div><button type="button" className="btn btn-danger" aria-describedby={`resource-${id}`} onClick={() => setOpen(true)}>{say('remove')}</button></div>}
      {isOpen && <RemoveForm item={item} onRemoved={onRemoved} onCancel={() => setOpen(false)} />}
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
