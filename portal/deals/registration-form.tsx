import { useEffect, useState } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { registerBody, type RegisterBody } from '#libs/contracts/http/deals';
import type { Sending } from '../api/sending.ts';
import { schemaResolver } from '../form/schema-resolver.ts';
import { Elsewhere } from '../form/elsewhere.tsx';
import { useKeptDraft } from '../form/kept-draft.ts';
import { Restored } from '../form/restored.tsx';
import { useServerErrors } from '../form/server-errors.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { dealFormTexts } from '../texts/deal-form.texts.ts';
import { bodyOf, emptyRegistration, type Registration } from './registration.ts';
import { RegistrationFields } from './registration-fields.tsx';

interface Props<Answer> {
  readonly registration: Registration;
  /** Under which name it is kept in the browser until it is sent, while it may be, and whether it comes from there. */
  readonly draft?: { readonly name: string; readonly mayKeep: () => boolean; readonly isRestored: boolean };
  readonly sending: Sending<RegisterBody, Answer>;
  readonly submit: string;
  readonly onSent: (answer: Answer) => void;
}

export function RegistrationForm<Answer>({ registration, draft, sending, submit, onSent }: Props<Answer>) {
  const say = useTexts(dealFormTexts);
  const form = useForm<Registration>({ mode: 'onTouched', defaultValues: registration, resolver: schemaResolver<Registration>(registerBody, bodyOf) });
  const elsewhere = useServerErrors(form, sending.refusal);
  const [isRestored, setRestored] = useState(draft?.isRestored ?? false);
  const [isAnew, setAnew] = useState(false);
  const draftSent = useKeptDraft({ ...draft, name: draft?.name, values: useWatch({ control: form.control }), empty: emptyRegistration });
  async function register(values: Registration): Promise<void> {
    const answer = await sending.send(registerBody.parse(bodyOf(values)));
    if (answer === undefined) return;
    draftSent();
    onSent(answer);
  }
  function startAnew(): void {
    form.reset(emptyRegistration);
    setRestored(false);
    setAnew(true);
  }
  const { setFocus } = form;
  // When the fields are known to the form again.
  useEffect(() => {
    if (isAnew) setFocus('account.name');
  }, [isAnew, setFocus]);
  return (
    <FormProvider {...form}>
      <form className="stack-wide" method="post" noValidate onSubmit={form.handleSubmit(register)}>
        {isRestored && <Restored onAnew={startAnew} />}
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
