import { useState } from 'react';
import { FormProvider } from 'react-hook-form';
import { statusLinkBody } from '#libs/contracts/http/applications';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/application-status.texts.ts';

/** Has the status link mailed again; the answer is the same whether or not there is an application. */
export function ResendLink({ email = '' }: { email?: string }) {
  const say = useTexts(statusTexts);
  const [sentTo, setSentTo] = useState<string>();
  const sending = useSending(async (values: { email: string }) => send('POST /api/applications/status-link', values, { open: true }));
  const { form } = useBodyForm<{ email: string }>(statusLinkBody, { email }, sending);
  if (sentTo !== undefined) return <div className="notice notice-good" role="status"><strong>{say('resent')}</strong><p>{say('resentText', { email: sentTo })}</p></div>;
  return (
    <FormProvider {...form}>
      <p className="muted">{say('lost')}</p>
      <form className="stack" method="post" noValidate onSubmit={form.handleSubmit(async (values) => { if (await sending.send(values)) setSentTo(values.email); })}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
        <TextField name="email" label={say('email')} type="email" inputMode="email" autoComplete="email" />
        <div className="actions"><SubmitButton busy={sending.busy}>{say('resend')}</SubmitButton></div>
      </form>
    </FormProvider>
  );
}
