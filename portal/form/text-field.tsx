import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute, InputHTMLAttributes, ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { Field } from './field.tsx';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly optional?: boolean;
  readonly type?: HTMLInputTypeAttribute;
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  /** Lines; a text of several lines where there are more than one. */
  readonly lines?: number;
  /** Of a date: the first one to choose from. */
  readonly min?: string;
}

export function TextField({ name, label, hint, optional, type = 'text', inputMode, autoComplete = 'off', lines = 1, min }: Props) {
  const { register } = useFormContext();
  const isAddress = type === 'email' || type === 'url';
  return (
    <Field name={name} label={label} hint={hint} {...(optional === undefined ? {} : { optional })}>
      {(wiring) =>
        lines > 1 ? (
          <textarea className="form-control" rows={lines} autoComplete={autoComplete} {...wiring} {...register(name)} />
        ) : (
          <input
            className="form-control" type={type === 'url' ? 'text' : type} autoComplete={autoComplete}
            {...(inputMode === undefined ? {} : { inputMode })} {...(min === undefined ? {} : { min })} {...(isAddress ? { autoCapitalize: 'none', spellCheck: false } : {})} {...wiring} {...register(name)}
          />
        )
      }
    </Field>
  );
}
