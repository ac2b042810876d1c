import { settleBody } from '#libs/contracts/http/commissions';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { AmountField } from '../form/amount-field.tsx';
import { Elsewhere } from '../form/elsewhere.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { useTexts } from '../texts/language.ts';
import { exceptionTexts } from '../texts/exceptions.texts.ts';
import type { Exception } from './exception-panel.tsx';

interface Values {
  readonly reason: string;
  readonly takeBack: { readonly amount: string; readonly currency: string };
}

interface Props {
  readonly exception: Exception;
  readonly onDone: (sentence: string) => Promise<void>;
  readonly onCancel: () => void;
}

const bodyOf = ({ reason, takeBack }: Values) => ({ reason, ...(takeBack.amount === '' ? {} : { takeBack }) });

/** A person's decision with its reason; of a refund that contradicts, part may count after all. */
export function SettleForm({ exception: { id, refundId, known }, ...rest }: Props) {
  const say = useTexts(exceptionTexts);
  const { amount } = known;
  const currency = typeof amount === 'object' && amount !== null ? amount.currency : 'USD';
  const sending = useSending(async (values: Values, key) => send('POST /api/commissions/exceptions/{id}/settle', bodyOf(values), { params: { id }, key }));
  const { form, elsewhere } = useBodyForm<Values>(settleBody, { reason: '', takeBack: { amount: '', currency } }, sending, bodyOf);
  return (
    <DecisionForm form={form} sending={sending} told={say('settled')} submit={say('settleDo')} onRefused={() => undefined} {...rest}>
      <Elsewhere errors={elsewhere} />
      <TextField name="reason" label={say('why')} hint={say('whyHint')} lines={3} />
      {refundId !== null && <AmountField name="takeBack" label={say('takeBack')} hint={say('takeBackHint')} optional />}
    </DecisionForm>
  );
}
