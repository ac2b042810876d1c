import { FormProvider, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { passwordLength, passwordRefusals, passwordText } from '#libs/contracts/http/identity';
import type { Sending } from '../api/sending.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { signInTexts } from '../texts/sign-in.texts.ts';
import { PasswordField } from './password-field.tsx';
import { PasswordRules } from './password-rules.tsx';
import './sign-in.scss';

const body = z.object({ password: passwordText });
type Values = z.output<typeof body>;

interface Props {
  readonly sending: Sending<string, unknown>;
  readonly label: string;
  readonly onSend: (password: string) => Promise<void>;
}

/** Chooses a password; used by activation and by reset. */
export function NewPassword({ sending, label, onSend }: Props) {
  const say = useTexts(signInTexts);
  const { form } = useBodyForm<Values>(body, { password: '' }, sending as Sending<never, unknown>);
  const password = useWatch({ control: form.control, name: 'password' });
  const refused = reasonsIn(sending.refusal?.problem['reasons']);
  const isAboutPassword = refused.length > 0;
  return (
    <FormProvider {...form}>
      <form className="stack" method="post" noValidate onSubmit={form.handleSubmit(async (values) => onSend(values.password))}>
        {sending.refusal && !isAboutPassword && <RefusalNotice refusal={sending.refusal} focused />}
        {/* For password managers, which keep a password beside the name that goes with it; the link alone does not tell it. */}
        <input type="text" name="username" autoComplete="username" hidden readOnly value="" aria-label={say('email')} />
        <PasswordField label={say('newPassword')} autoComplete="new-password" hint={<PasswordRules password={password} refused={refused} />} told={isAboutPassword ? refused.map((reason) => say(reason, passwordLength)).join('. ') : undefined} />
        <div className="actions"><SubmitButton busy={sending.busy}>{label}</SubmitButton></div>
      </form>
    </FormProvider>
  );
}

/** Why the server refuses a password, as its problem says. */
export function reasonsIn(told: unknown): (typeof passwordRefusals)[number][] {
  return Array.isArray(told) ? passwordRefusals.filter((reason) => told.includes(reason)) : [];
}
