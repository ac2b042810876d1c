import { invoiceBody } from '#libs/contracts/http/commissions';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { AmountField } from '../form/amount-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { fullMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { paymentTexts } from '../texts/payments.texts.ts';
import { askBeyond } from './ask-beyond.ts';
import { DealField } from './deal-field.tsx';
import { PaymentForm } from './payment-form.tsx';

interface Values {
  readonly invoiceId: string;
  readonly dealId: string;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly paidOn: string;
  readonly instalment: string;
}

const empty: Values = { invoiceId: '', dealId: '', amount: { amount: '', currency: 'USD' }, paidOn: '', instalment: '' };
const bodyOf = ({ instalment, ...values }: Values) => ({ ...values, ...(instalment.trim() === '' ? {} : { instalment: /^\d+$/.test(instalment.trim()) ? Number(instalment) : instalment }) });

export function InvoiceForm({ onEntered }: { onEntered: () => Promise<void> }) {
  const say = useTexts(paymentTexts);
  const sending = useSending(async (values: Values, key) => send('POST /api/invoices', invoiceBody.parse(bodyOf(values)), { key }));
  const { form, elsewhere } = useBodyForm<Values>(invoiceBody, empty, sending, bodyOf);
  async function doubt({ dealId, invoiceId, amount }: Values) {
    const beyond = await askBeyond({ dealId, invoiceId, amount });
    if (beyond === undefined) return undefined;
    const { signed, paidBefore, paidThen } = beyond;
    return <><p><strong>{say('beyond')}</strong></p><p>{say('beyondText', { signed: fullMoney(signed), before: fullMoney(paidBefore), amount: fullMoney(amount), total: fullMoney(paidThen) })}</p></>;
  }
  return (
    <PaymentForm kind="invoice" doubt={doubt} submitAnyway={say('invoiceAnyway')} form={form} elsewhere={elsewhere} sending={sending} submit={say('invoiceDo')} onEntered={onEntered}>
      <DealField name="dealId" currencyName="amount.currency" amountName="amount.amount" />
      <div className="field-row">
        <TextField name="invoiceId" label={say('invoiceId')} hint={say('invoiceIdHint')} />
        <TextField name="instalment" label={say('instalment')} hint={say('instalmentHint')} inputMode="numeric" optional />
      </div>
      <div className="field-row">
        <AmountField name="amount" label={say('amount')} hint={say('amountHint')} />
        <TextField name="paidOn" label={say('paidOn')} type="date" hint={say('paidOnHint')} />
      </div>
    </PaymentForm>
  );
}
