import { useState, type ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { Field } from '../form/field.tsx';
import { useTexts } from '../texts/language.ts';
import { fieldTexts } from '../texts/field.texts.ts';

interface Props {
  readonly name?: 'password' | 'currentPassword';
  readonly label: string;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly hint?: ReactNode;
  /** Why the server refuses it, in the reader's words. */
  readonly told?: string | undefined;
}

export function PasswordField({ name = 'password', label, autoComplete, hint, told }: Props) {
  const say = useTexts(fieldTexts);
  const { register } = useFormContext();
  const [shown, setShown] = useState(false);
  return (
    <Field name={name} label={label} hint={hint} told={told}>
      {(wiring) => (
        <div className="input-group">
          <input className="form-control" type={shown ? 'text' : 'password'} autoComplete={autoComplete} autoCapitalize="none" spellCheck={false} {...wiring} {...register(name)} />
          <button type="button" className="btn btn-quiet" aria-pressed={shown} aria-label={say('showPassword')} onClick={() => setShown(!shown)}>{say(shown ? 'hide' : 'show')}</button>
        </div>
      )}
    </Field>
  );
}
