import { FormProvider, useForm } from 'react-hook-form';
import { registerBody, type RegisterBody } from '#libs/contracts/http/deals';
import type { Sending } from '../api/sending.ts';
import { schemaResolver } from '../form/schema-resolver.ts';
import { Elsewhere } from '../form/elsewhere.tsx';
import { useServerErrors } from '../form/server-errors.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { dealFormTexts } from '../texts/deal-form.texts.ts';
import { bodyOf, type Registration } from './registration.ts';
import { RegistrationFields } from './registration-fields.tsx';

interface Props<Answer> {
  readonly registration: Registration;
  readonly sending: Sending<RegisterBody, Answer>;
  readonly submit: string;
  readonly onSent: (answer: Answer) => void;
}

export function RegistrationForm<Answer>({ registration, sending, submit, onSent }: Props<Answer>) {
  const say = useTexts(dealFormTexts);
  const form = useForm<Registration>({ mode: 'onTouched', defaultValues: registration, resolver: schemaResolver<Registration>(registerBody, bodyOf) });
  const elsewhere = useServerErrors(form, sending.refusal);
  async function register(values: Registration): Promise<void> {
    const answer = await sending.send(registerBody.parse(bodyOf(values)));
    if (answer !== undefined) onSent(answer);
  }
  return (
    <FormProvider {...form}>
      <form className="stack-wide" method="post" noValidate onSubmit={form.handleSubmit(register)}>
        <RegistrationFields />
        {sending.refusal && (
          <RefusalNotice refusal={sending.refusal} focused={sending.refusal.errors.length === 0}>
            {elsewhere.length > 0 && <div>{say('elsewhere')}<Elsewhere errors={elsewhere} /></div>}
          </RefusalNotice>
        )}
        <div className="actions form-end"><SubmitButton busy={sending.busy}>{submit}</SubmitButton></div>
      </form>
    </FormProvider>
  );
}
