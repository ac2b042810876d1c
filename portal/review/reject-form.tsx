import { useQuery } from '@tanstack/react-query';
import { rejectBody, type RejectionReason } from '#libs/contracts/http/applications';
import { send } from '../api/client.ts';
import { catalogueQuery } from '../api/queries.ts';
import { useSending } from '../api/sending.ts';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { decisionTexts } from '../texts/decision.texts.ts';
import { DecisionForm, unlessEmpty } from './decision-form.tsx';
import type { FormProps } from './decisions.tsx';

interface Values {
  readonly reason: RejectionReason | '';
  readonly note: string;
}

const bodyOf = ({ reason, note }: Values) => ({ reason, ...unlessEmpty('note', note) });

export function RejectForm({ application: { id, version, fields }, ...rest }: FormProps) {
  const say = useTexts(decisionTexts);
  const { data: catalogue } = useQuery(catalogueQuery(useLanguage()));
  const sending = useSending(async (values: Values, key) => send('POST /api/applications/{id}/reject', rejectBody.parse(bodyOf(values)), { params: { id }, version, key }));
  const { form } = useBodyForm<Values>(rejectBody, { reason: '', note: '' }, sending, bodyOf);
  return (
    <DecisionForm form={form} sending={sending} told={say('toldRejected', { company: fields.company.legalName })} submit={say('rejectDo')} danger {...rest}>
      <SelectField name="reason" label={say('reason')} choose={say('choose')} options={catalogue?.rejectionReasons ?? []} />
      <TextField name="note" label={say('note')} hint={say('noteApplicant')} optional lines={4} />
    </DecisionForm>
  );
}
