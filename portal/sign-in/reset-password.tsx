import { useState } from 'react';
import { FormProvider } from 'react-hook-form';
import { Link } from 'react-router';
import { passwordResetBody } from '#libs/contracts/http/identity';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { signInTexts } from '../texts/sign-in.texts.ts';
import { useMailedToken } from './mailed-token.ts';
import { NewPassword } from './new-password.tsx';

export function ResetPassword() {
  const say = useTexts(signInTexts);
  const token = useMailedToken();
  usePageTitle(say('resetTitle'));
  return (
    <div className="narrow-page">
      <h1>{say('resetTitle')}</h1>
      {token === undefined ? <AskForLink /> : <Confirm key={token} token={token} />}
    </div>
  );
}

function AskForLink() {
  const say = useTexts(signInTexts);
  const [sentTo, setSentTo] = useState<string>();
  const sending = useSending(async (values: { email: string }) => {
    await send('POST /api/password-reset', values, { open: true });
    return true;
  });
  const { form } = useBodyForm<{ email: string }>(passwordResetBody, { email: '' }, sending);
  if (sentTo !== undefined) return <div className="notice notice-good" role="status"><strong>{say('sent')}</strong><p>{say('sentText', { email: sentTo })}</p></div>;
  return (
    <FormProvider {...form}>
      <p className="muted">{say('resetLead')}</p>
      <form className="stack" method="post" noValidate onSubmit={form.handleSubmit(async (values) => { if (await sending.send(values)) setSentTo(values.email); })}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
        <TextField name="email" label={say('email')} type="email" inputMode="email" autoComplete="username" />
        <div className="actions"><SubmitButton busy={sending.busy}>{say('mailLink')}</SubmitButton></div>
      </form>
    </FormProvider>
  );
}

function Confirm({ token }: { token: string }) {
  const say = useTexts(signInTexts);
  const [done, setDone] = useState(false);
  const sending = useSending(async (password: string) => {
    await send('POST /api/password-reset/confirm', { token, password }, { open: true });
    return true;
  });
  if (!done) return <NewPassword sending={sending} label={say('setPassword')} onSend={async (password) => setDone((await sending.send(password)) === true)} />;
  return (
    <div className="stack">
      <div className="notice notice-good" role="status"><strong>{say('reset')}</strong><p>{say('resetText')}</p></div>
      <div><Link className="btn btn-primary" to={pages.signIn}>{say('signIn')}</Link></div>
    </div>
  );
}
