import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import Modal from 'react-bootstrap/Modal';
import { FormProvider } from 'react-hook-form';
import { withdrawBody } from '#libs/contracts/http/applications';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/application-status.texts.ts';
import '../design/modal.scss';

interface Values {
  readonly reason: string;
}

const bodyOf = ({ reason }: Values) => (reason.trim() === '' ? {} : { reason });

/** Final, so it is asked twice. */
export function Withdrawal({ token }: { token: string }) {
  const say = useTexts(statusTexts);
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const sending = useSending(async (values: Values, key) => send('POST /api/applications/status/{token}/withdraw', bodyOf(values), { params: { token }, open: true, key }));
  const { form } = useBodyForm<Values>(withdrawBody, { reason: '' }, sending, bodyOf);

  async function withdraw(values: Values): Promise<void> {
    const status = await sending.send(values);
    if (!status) return;
    setOpen(false);
    queries.setQueryData(['application-status', token], status);
  }
  return (
    <div>
      <button type="button" className="btn btn-danger" onClick={() => setOpen(true)}>{say('withdraw')}</button>
      <Modal show={open} onHide={() => setOpen(false)} aria-labelledby="withdraw-title" centered>
        <FormProvider {...form}>
          <form className="modal-body stack" method="post" noValidate onSubmit={form.handleSubmit(withdraw)}>
            <h2 id="withdraw-title" className="standing-title">{say('withdrawTitle')}</h2>
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
