import { lostBody, wonBody } from '#libs/contracts/http/deals';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { AmountField } from '../form/amount-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { today } from '../form/today.ts';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm, unlessEmpty } from '../review/decision-form.tsx';
import { fullMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { useContractText } from './contract-text.ts';
import type { FormProps } from './deal-forms.tsx';

interface Won {
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly closedOn: string;
  readonly note: string;
}

const wonOf = ({ note, ...signed }: Won) => ({ ...signed, ...unlessEmpty('note', note) });

/** What was signed is the contract that was registered; for how much and when, its person says. */
export function ReportWon({ deal: { id, version, reference, estimatedValue, contract, termMonths }, ...rest }: FormProps) {
  const say = useTexts(dealReviewTexts);
  const contractText = useContractText();
  const { currency } = estimatedValue;
  const sending = useSending(async (values: Won, key) => send('POST /api/deals/{id}/won', wonBody.parse(wonOf(values)), { params: { id }, version, key }));
  const { form } = useBodyForm<Won>(wonBody, { amount: { amount: '', currency }, closedOn: today(), note: '' }, sending, wonOf);
  return (
    <DecisionForm form={form} sending={sending} told={say('toldWon', { reference })} submit={say('wonDo')} {...rest}>
      <p>{say('wonFinal')}</p>
      <AmountField name="amount" label={say('signedFor')} hint={say('signedForHint', { value: fullMoney(estimatedValue), contract: contractText({ contract, termMonths }) })} />
      <TextField name="closedOn" label={say('closedOn')} type="date" />
      <TextField name="note" label={say('note')} hint={say('wonNote', { currency })} optional lines={3} />
    </DecisionForm>
  );
}

interface Lost {
  readonly reason: string;
  readonly closedOn: string;
}

export function ReportLost({ deal: { id, version, reference }, ...rest }: FormProps) {
  const say = useTexts(dealReviewTexts);
  const sending = useSending(async (values: Lost, key) => send('POST /api/deals/{id}/lost', values, { params: { id }, version, key }));
  const { form } = useBodyForm<Lost>(lostBody, { reason: '', closedOn: today() }, sending);
  return (
    <DecisionForm form={form} sending={sending} told={say('toldLost', { reference })} submit={say('lostDo')} danger {...rest}>
      <p>{say('lostFinal')}</p>
      <TextField name="reason" label={say('lostWhy')} hint={say('reasonPartner')} lines={3} />
      <TextField name="closedOn" label={say('closedOn')} type="date" />
    </DecisionForm>
  );
}
