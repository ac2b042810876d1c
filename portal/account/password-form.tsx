import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormProvider, useWatch } from 'react-hook-form';
import { changePasswordBody, passwordLength } from '#libs/contracts/http/identity';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { reasonsIn } from '../sign-in/new-password.tsx';
import { PasswordField } from '../sign-in/password-field.tsx';
import { PasswordRules } from '../sign-in/password-rules.tsx';
import { useTexts } from '../texts/language.ts';
import { profileTexts } from '../texts/profile.texts.ts';
import { signInTexts } from '../texts/sign-in.texts.ts';
import { sessionsQuery } from './own-queries.ts';
import '../sign-in/sign-in.scss';

interface Values {
  readonly currentPassword: string;
  readonly password: string;
}
const empty: Values = { currentPassword: '', password: '' };

/** A new password for the old one; other devices are signed out by it. */
export function PasswordForm({ email }: { email: string }) {
  const say = useTexts(profileTexts);
  const sayRule = useTexts(signInTexts);
  const queries = useQueryClient();
  const [changed, setChanged] = useState(false);
  const sending = useSending(async (values: Values, key) => {
    await send('POST /api/me/password', values, { key });
    return true;
  });
  const { form } = useBodyForm<Values>(changePasswordBody, empty, sending);
  const password = useWatch({ control: form.control, name: 'password' });
  const refused = reasonsIn(sending.refusal?.problem['reasons']);
  const atField = sending.refusal !== undefined && sending.refusal.errors.length > 0;

  async function change(values: Values): Promise<void> {
    setChanged(false);
    if (!(await sending.send(values))) return;
    form.reset(empty);
    setChanged(true);
    await queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  }
  return (
    <FormProvider {...form}>
      <form className="stack" method="post" noValidate onSubmit={form.handleSubmit(change)}>
        {sending.refusal && !atField && <RefusalNotice refusal={sending.refusal} focused />}
        <div role="status">{changed && <p className="notice notice-good">{say('passwordChanged')}</p>}</div>
        {/* For password managers, which keep a password beside the name that goes with it. */}
        <input type="text" name="username" autoComplete="username" hidden readOnly value={email} aria-label={sayRule('email')} />
        <PasswordField name="currentPassword" label={say('currentPassword')} autoComplete="current-password" told={say('currentWrong')} />
        <PasswordField label={sayRule('newPassword')} autoComplete="new-password" hint={<PasswordRules password={password} refused={refused} />} told={refused.length > 0 ? refused.map((reason) => sayRule(reason, passwordLength)).join('. ') : undefined} />
        <div className="actions"><SubmitButton busy={sending.busy}>{say('changePassword')}</SubmitButton></div>
      </form>
    </FormProvider>
  );
}
