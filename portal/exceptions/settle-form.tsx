import { FormProvider } from 'react-hook-form';
import { settleBody } from '#libs/contracts/http/commissions';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { AmountField } from '../form/amount-field.tsx';
import { Elsewhere } from '../form/elsewhere.tsx';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { exceptionTexts } from '../texts/exceptions.texts.ts';
import type { Exception } from './exception-panel.tsx';

interface Values {
  readonly reason: string;
  readonly takeBack: { readonly amount: string; readonly currency: string };
}

interface Props {
  readonly exception: Exception;
  readonly onSettled: () => Promise<void>;
  readonly onCancel: () => void;
}

const bodyOf = ({ reason, takeBack }: Values) => ({ reason, ...(takeBack.amount === '' ? {} : { takeBack }) });

/** A person's decision with its reason; of a refund that contradicts, part may count after all. */
export function SettleForm({ exception: { id, refundId, known }, onSettled, onCancel }: Props) {
  const say = useTexts(exceptionTexts);
  const { amount } = known;
  const currency = typeof amount === 'object' && amount !== null ? amount.currency : 'USD';
  const sending = useSending(async (values: Values, key) => send('POST /api/commissions/exceptions/{id}/settle', bodyOf(values), { params: { id }, key }));
  const { form, elsewhere } = useBodyForm<Values>(settleBody, { reason: '', takeBack: { amount: '', currency } }, sending, bodyOf);
  return (
    <FormProvider {...form}>
      <form className="stack" method="post" noValidate onSubmit={form.handleSubmit(async (values) => { if (await sending.send(values)) await onSettled(); })}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused={sending.refusal.errors.length === elsewhere.length}><Elsewhere errors={elsewhere} /></RefusalNotice>}
        <TextField name="reason" label={say('why')} hint={say('whyHint')} lines={3} />
        {refundId !== null && <AmountField name="takeBack" label={say('takeBack')} hint={say('takeBackHint')} optional />}
        <div className="actions">
          <SubmitButton busy={sending.busy}>{say('settleDo')}</SubmitButton>
          <button type="button" className="btn btn-quiet" onClick={onCancel}>{say('cancel')}</button>
        </div>
      </form>
    </FormProvider>
  );
}
