import { refundOfInvoiceBody } from '#libs/contracts/http/commissions';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { AmountField } from '../form/amount-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { useTexts } from '../texts/language.ts';
import { paymentTexts } from '../texts/payments.texts.ts';
import { PaymentForm } from './payment-form.tsx';

interface Values {
  readonly invoiceId: string;
  readonly refundId: string;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly refundedOn: string;
}

const empty: Values = { invoiceId: '', refundId: '', amount: { amount: '', currency: 'USD' }, refundedOn: '' };

export function RefundForm({ onEntered }: { onEntered: () => Promise<void> }) {
  const say = useTexts(paymentTexts);
  const sending = useSending(async (values: Values, key) => send('POST /api/invoices/refunds', refundOfInvoiceBody.parse(values), { key }));
  const { form, elsewhere } = useBodyForm<Values>(refundOfInvoiceBody, empty, sending);
  return (
    <PaymentForm kind="refund" form={form} elsewhere={elsewhere} sending={sending} submit={say('refundDo')} onEntered={onEntered}>
      <div className="field-row">
        <TextField name="invoiceId" label={say('refundOf')} hint={say('refundOfHint')} />
        <TextField name="refundId" label={say('refundId')} hint={say('refundIdHint')} />
      </div>
      <div className="field-row">
        <AmountField name="amount" label={say('refunded')} hint={say('amountHint')} />
        <TextField name="refundedOn" label={say('refundedOn')} type="date" />
      </div>
    </PaymentForm>
  );
}
