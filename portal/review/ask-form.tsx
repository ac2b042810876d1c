import { moreInfoBody } from '#libs/contracts/http/applications';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { useTexts } from '../texts/language.ts';
import { decisionTexts } from '../texts/decision.texts.ts';
import { DecisionForm } from './decision-form.tsx';
import type { FormProps } from './decisions.tsx';

export function AskForm({ application: { id, version, fields }, ...rest }: FormProps) {
  const say = useTexts(decisionTexts);
  const sending = useSending(async (values: { question: string }, key) => send('POST /api/applications/{id}/more-info', values, { params: { id }, version, key }));
  const { form } = useBodyForm<{ question: string }>(moreInfoBody, { question: '' }, sending);
  return (
    <DecisionForm form={form} sending={sending} told={say('toldAsked', { company: fields.company.legalName })} submit={say('sendQuestion')} {...rest}>
      <TextField name="question" label={say('question')} hint={say('questionHint')} lines={5} />
    </DecisionForm>
  );
}
