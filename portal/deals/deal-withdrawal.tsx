import { useState } from 'react';
import Modal from 'react-bootstrap/Modal';
import { FormProvider } from 'react-hook-form';
import { withdrawDealBody } from '#libs/contracts/http/deals';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import { useDealChanged } from './deal-changed.ts';
import type { OneDeal } from './deal-queries.ts';
import '../design/modal.scss';

interface Values {
  readonly reason: string;
}

const bodyOf = ({ reason }: Values) => (reason.trim() === '' ? {} : { reason });

/** Final, so it is asked twice. */
export function DealWithdrawal({ deal: { id } }: { deal: OneDeal }) {
  const say = useTexts(dealTexts);
  const changed = useDealChanged(id);
  const [open, setOpen] = useState(false);
  const sending = useSending(async (values: Values, key) => send('POST /api/deals/{id}/withdraw', bodyOf(values), { params: { id }, key }));
  const { form } = useBodyForm<Values>(withdrawDealBody, { reason: '' }, sending, bodyOf);

  async function withdraw(values: Values): Promise<void> {
    if (!(await sending.send(values))) return;
    setOpen(false);
    await changed();
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
