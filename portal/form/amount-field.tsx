import { Controller, useFormContext, useWatch } from 'react-hook-form';
import { useTexts } from '../texts/language.ts';
import { fieldTexts } from '../texts/field.texts.ts';
import { AmountInput } from './amount-input.tsx';
import { currencies } from './currencies.ts';
import { Field } from './field.tsx';
import './form.scss';

interface Props {
  /** Of the money, with `amount` and `currency` below it. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean;
}

/** Money: an amount as people type it, and its currency. */
export function AmountField({ name, label, hint, optional = false }: Props) {
  const say = useTexts(fieldTexts);
  const { control, register } = useFormContext();
  const currency: unknown = useWatch({ control, name: `${name}.currency` });
  return (
    <Field name={`${name}.amount`} label={label} hint={hint} optional={optional}>
      {({ id, ...aria }) => (
        <div className="amount-field">
          <select className="form-select" aria-label={say('currency')} {...register(`${name}.currency`)}>
            {currencies.map((code) => <option key={code}>{code}</option>)}
          </select>
          <Controller
            control={control} name={`${name}.amount`}
            render={({ field }) => (
              <AmountInput
                id={id} name={field.name} inputRef={field.ref} value={String(field.value)} decimals={decimalsOf(String(currency))} invalid={aria['aria-invalid'] === true} describedBy={aria['aria-describedby']}
                onAmount={(amount, text) => field.onChange(amount ?? text)} onLeave={field.onBlur}
              />
            )}
          />
        </div>
      )}
    </Field>
  );
}

const decimalsOf = (currency: string): number | undefined => (/^[A-Z]{3}$/.test(currency) ? new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits : undefined);
