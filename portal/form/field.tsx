import { useId, type ReactNode } from 'react';
import { get, useFormContext, type FieldError } from 'react-hook-form';
import { useTexts } from '../texts/language.ts';
import { fieldTexts } from '../texts/field.texts.ts';
import { useComplaintText } from './complaint-text.ts';

/** What an input needs to be heard with its hint and its error. */
export interface Wiring {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

interface Props {
  /** Path in the form, where its error is found. */
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly optional?: boolean;
  /** What the server says about it in the reader's words, instead of its own sentence. */
  readonly told?: string | undefined;
  readonly children: (wiring: Wiring) => ReactNode;
}

export function useFieldError(name: string): FieldError | undefined {
  const { formState } = useFormContext();
  return get(formState.errors, name) as FieldError | undefined;
}

/** Label above, hint below it, complaint below the input. */
export function Field({ name, label, hint, optional = false, told, children }: Props) {
  const say = useTexts(fieldTexts);
  const error = useFieldError(name);
  const complaint = useComplaintText()(error);
  const text = error?.type === 'server' ? (told ?? complaint) : complaint;
  const id = useId();
  const described = [hint === undefined ? undefined : `${id}-hint`, text === undefined ? undefined : `${id}-error`].filter((it) => it !== undefined).join(' ');
  return (
    <div className="field">
      <label className="form-label" htmlFor={id}>{label}{optional && <span className="optional"> · {say('optional')}</span>}</label>
      {children({ id, 'aria-invalid': text === undefined ? undefined : true, 'aria-describedby': described === '' ? undefined : described })}
      {hint !== undefined && <p className="form-text" id={`${id}-hint`}>{hint}</p>}
      {text !== undefined && <span className="field-error" id={`${id}-error`}>{text}</span>}
    </div>
  );
}
