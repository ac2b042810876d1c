import { useId, type ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { useComplaintText } from './complaint-text.ts';
import { useFieldError } from './field.tsx';

/** One thing to agree to, or not; below it what tells more, which must not be ticked by a click. */
export function CheckField({ name, label, children }: { name: string; label: string; children?: ReactNode }) {
  const { register } = useFormContext();
  const text = useComplaintText()(useFieldError(name));
  const id = useId();
  return (
    <div className="field">
      <label className="form-check">
        <input className="form-check-input" type="checkbox" aria-invalid={text === undefined ? undefined : true} aria-describedby={text === undefined ? undefined : id} {...register(name)} /> <span>{label}</span>
      </label>
      {children}
      {text !== undefined && <span className="field-error" id={id}>{text}</span>}
    </div>
  );
}
