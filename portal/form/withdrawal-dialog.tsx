import { useState } from 'react';
import Modal from 'react-bootstrap/Modal';
import { FormProvider } from 'react-hook-form';
import type { z } from 'zod';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import type { Say } from '../texts/language.ts';
import { SubmitButton } from './submit-button.tsx';
import { TextField } from './text-field.tsx';
import { useBodyForm } from './use-body-form.ts';
import '../design/modal.scss';

interface Values {
  readonly reason: string;
}

interface Props<Answer> {
  readonly say: Say<'withdraw' | 'withdrawTitle' | 'withdrawFinal' | 'withdrawWhy' | 'withdrawDo' | 'keep'>;
  readonly schema: z.ZodType;
  readonly send: (body: { reason?: string }, key: string) => Promise<Answer>;
  readonly onWithdrawn: (answer: Answer) => void | Promise<void>;
}

const bodyOf = ({ reason }: Values) => (reason.trim() === '' ? {} : { reason });

/** Withdraws an application or a deal. Final, so it is asked twice. */
export function WithdrawalDialog<Answer>({ say, schema, send, onWithdrawn }: Props<Answer>) {
  const [open, setOpen] = useState(false);
  const sending = useSending(async (values: Values, key) => send(bodyOf(values), key));
  const { form } = useBodyForm<Values>(schema, { reason: '' }, sending, bodyOf);

  async function withdraw(values: Values): Promise<void> {
    const answer = await sending.send(values);
    if (answer === undefined) return;
    setOpen(false);
    await onWithdrawn(answer);
  }
  return (
    <div>
      <button type="button" className="btn btn-danger" onClick={() => setOpen(true)}>{say('withdraw')}</button>
      <Modal show={open} onHide={() => setOpen(false)} aria-labelledby="withdraw-title" centered>
        <FormProvider {...form}>
          <form className="modal-body stack" method="post" noValidate onSubmit={form.handleSubmit(withdraw)}>
            <h2 id="withdraw-title" className="part-title">{say('withdrawTitle')}</h2>
            <p className="muted">{say('withdrawFinal')}</p>
            {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
            <TextField name="reason" label={say('withdrawWhy')} optional lines={3} />
            <div className="actions">
              <SubmitButton busy={sending.busy} kind="danger">{say('withdrawDo')}</SubmitButton>
              <button type="button" className="btn btn-quiet" onClick={() => setOpen(false)}>{say('keep')}</button>
            </div>
          </form>
        </FormProvider>
      </Modal>
    </div>
  );
}
