import { approveDealBody, extensionDecisionBody, rejectDealBody, returnDealBody, type DealRejection } from '#libs/contracts/http/deals';
import { send } from '../api/client.ts';
import type { Refusal } from '../api/refusal.ts';
import { useSending } from '../api/sending.ts';
import { Choices } from '../form/choices.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm, unlessEmpty } from '../review/decision-form.tsx';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { nameOf } from './both-sides.tsx';
import type { Deal } from './deal-review.tsx';

export interface FormProps {
  readonly deal: Deal;
  readonly onDone: (sentence: string) => Promise<void>;
  readonly onRefused: (refusal: Refusal | undefined) => void;
  readonly onCancel: () => void;
}

const approvalOf = ({ sameAs, note }: { sameAs: string; note: string }) => ({ ...unlessEmpty('sameAs', sameAs), ...unlessEmpty('note', note) });

/** Approval says which customer it is: one of its own, or one of those that it looks like. */
export function ApproveDeal({ deal: { id, version, reference, review }, ...rest }: FormProps) {
  const say = useTexts(dealReviewTexts);
  const sending = useSending(async (values: { sameAs: string; note: string }, key) => send('POST /api/deals/{id}/approve', approvalOf(values), { params: { id }, version, key }));
  const { form } = useBodyForm(approveDealBody, { sameAs: '', note: '' }, sending, approvalOf);
  const candidates = review?.candidates ?? [];
  return (
    <DecisionForm form={form} sending={sending} told={say('toldApproved', { reference })} submit={say('approveDo')} {...rest}>
      {candidates.length > 0 && (
        <Choices name="sameAs" legend={say('which')} of="one">
          {() => [{ value: '', label: say('another') }, ...candidates.map((it) => ({ value: it.accountId, label: say('sameAs', { name: nameOf(it) }) }))].map(({ value, label }) => (
            <label key={value} className="form-check"><input className="form-check-input" type="radio" value={value} {...form.register('sameAs')} /> <span>{label}</span></label>
          ))}
        </Choices>
      )}
      <TextField name="note" label={say('note')} hint={say('noteTeam')} optional lines={3} />
    </DecisionForm>
  );
}

const reasons = ['not-qualified', 'existing-customer', 'duplicate', 'named-account', 'direct-pipeline', 'opportunity-closed', 'other'] as const satisfies readonly DealRejection[];
const rejectionOf = ({ reason, note }: { reason: string; note: string }) => ({ reason, ...unlessEmpty('note', note) });

export function RejectDeal({ deal: { id, version, reference }, ...rest }: FormProps) {
  const say = useTexts(dealReviewTexts);
  const sending = useSending(async (values: { reason: string; note: string }, key) => send('POST /api/deals/{id}/reject', rejectDealBody.parse(rejectionOf(values)), { params: { id }, version, key }));
  const { form } = useBodyForm(rejectDealBody, { reason: '', note: '' }, sending, rejectionOf);
  return (
    <DecisionForm form={form} sending={sending} told={say('toldRejected', { reference })} submit={say('rejectDo')} danger {...rest}>
      <SelectField name="reason" label={say('reason')} choose={say('choose')} options={reasons.map((code) => ({ code, label: say(code) }))} />
      <TextField name="note" label={say('note')} hint={say('notePartner')} optional lines={3} />
    </DecisionForm>
  );
}

export function ReturnDeal({ deal: { id, version, reference }, ...rest }: FormProps) {
  const say = useTexts(dealReviewTexts);
  const sending = useSending(async (values: { note: string }, key) => send('POST /api/deals/{id}/return', values, { params: { id }, version, key }));
  const { form } = useBodyForm(returnDealBody, { note: '' }, sending);
  return (
    <DecisionForm form={form} sending={sending} told={say('toldReturned', { reference })} submit={say('returnDo')} {...rest}>
      <TextField name="note" label={say('returnNote')} hint={say('notePartner')} lines={4} />
    </DecisionForm>
  );
}

const decisionOf = ({ note }: { note: string }) => unlessEmpty('note', note);

export function DecideExtension({ deal: { id, reference }, decision, ...rest }: FormProps & { decision: 'grant' | 'refuse' }) {
  const say = useTexts(dealReviewTexts);
  const isGrant = decision === 'grant';
  const sending = useSending(async (values: { note: string }, key) => send(`POST /api/deals/{id}/extension/${decision}`, decisionOf(values), { params: { id }, key }));
  const { form } = useBodyForm(extensionDecisionBody, { note: '' }, sending, decisionOf);
  return (
    <DecisionForm form={form} sending={sending} told={say(isGrant ? 'toldGranted' : 'toldRefused', { reference })} submit={say(isGrant ? 'grantDo' : 'refuseDo')} danger={!isGrant} {...rest}>
      <TextField name="note" label={say('note')} hint={say('notePartner')} optional lines={3} />
    </DecisionForm>
  );
}
