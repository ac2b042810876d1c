import { useState } from 'react';
import { FormProvider } from 'react-hook-form';
import { discardBody } from '#libs/contracts/http/operations';
import { send } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useSending } from '../api/sending.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { parkedTexts } from '../texts/parked-events.texts.ts';

interface Props {
  readonly event: AnswerOf<'/api/operations/parked-events'>['items'][number];
  readonly mayDecide: boolean;
  readonly onDecided: (sentence: string) => Promise<void>;
}

/** One event: why it is held, what waits behind it, and what can be done. */
export function ParkedEvent({ event, mayDecide, onDecided }: Props) {
  const say = useTexts(parkedTexts);
  const [discarding, setDiscarding] = useState(false);
  const { id, service, consumer, topic, key: aggregate, type, error, attempts, waiting, status, parkedAt, nextAttemptAt } = event;
  const replaying = useSending<void, boolean>(async (_nothing, key) => {
    await send('POST /api/operations/parked-events/{id}/replay', {}, { params: { id }, key });
    return true;
  });
  const facts = [say('parkedAt', { time: timeText(parkedAt) }), say('attempts', { count: attempts }), waiting === 0 ? say('nothingWaits') : say('waiting', { count: waiting }), ...(nextAttemptAt === null ? [] : [say('nextAt', { time: timeText(nextAttemptAt) })])];
  const rows = [[say('why'), error ?? say('noError')], [say('consumer'), `${service}: ${consumer}`], [say('topic'), topic], [say('key'), aggregate], [say('event'), event.eventId]] as const;
  return (
    <li className="panel stack">
      <div>
        <h2 className="part-title" id={`event-${id}`}>{type ?? say('unknownType')} <span className={status === 'held' ? 'tag tag-bad' : 'tag tag-warn'}>{say(status)}</span></h2>
        <p className="small muted">{facts.join(' · ')}</p>
      </div>
      <dl className="sent-facts">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {replaying.refusal && <RefusalNotice refusal={replaying.refusal} focused />}
      {mayDecide && !discarding && (
        <div className="actions">
          <button type="button" className="btn btn-primary" aria-describedby={`event-${id}`} aria-disabled={replaying.busy || undefined} onClick={async () => { if (await replaying.send()) await onDecided(say('replayed')); }}>{say('replay')}</button>
          <button type="button" className="btn btn-danger" aria-describedby={`event-${id}`} onClick={() => setDiscarding(true)}>{say('discard')}</button>
        </div>
      )}
      {discarding && <DiscardForm id={id} onDone={async () => onDecided(say('discarded'))} onCancel={() => setDiscarding(false)} />}
    </li>
  );
}

function DiscardForm({ id, onDone, onCancel }: { id: string; onDone: () => Promise<void>; onCancel: () => void }) {
  const say = useTexts(parkedTexts);
  const sending = useSending(async (values: { reason: string }, key) => {
    await send('POST /api/operations/parked-events/{id}/discard', values, { params: { id }, key });
    return true;
  });
  const { form } = useBodyForm<{ reason: string }>(discardBody, { reason: '' }, sending);
  return (
    <FormProvider {...form}>
      <form className="stack" method="post" noValidate onSubmit={form.handleSubmit(async (values) => { if (await sending.send(values)) await onDone(); })}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
        <TextField name="reason" label={say('reason')} hint={say('reasonHint')} lines={2} />
        <div className="actions">
          <SubmitButton busy={sending.busy} kind="danger">{say('discardDo')}</SubmitButton>
          <button type="button" className="btn btn-quiet" onClick={onCancel}>{say('cancel')}</button>
        </div>
      </form>
    </FormProvider>
  );
}
