import { Controller, useFormContext, useWatch } from 'react-hook-form';
import type { CountryCode } from 'libphonenumber-js';
import { Field } from './field.tsx';

interface Props {
  readonly name: string;
  /** The field whose country a number without a country code is dialled in. */
  readonly countryName: string;
  readonly label: string;
  readonly hint: string;
}

/** Numbers of all countries are 30 kB, so they come when somebody types one. */
const numbers = () => import('libphonenumber-js/min');

/** Takes a number as it is dialled at home and makes it international when the field is left. */
export function PhoneField({ name, countryName, label, hint }: Props) {
  const { control, setValue } = useFormContext();
  const country = String(useWatch({ control, name: countryName }));

  async function complete(text: string): Promise<void> {
    if (text.trim() === '') return;
    const { parsePhoneNumberFromString } = await numbers();
    const number = parsePhoneNumberFromString(text, country === '' ? undefined : (country as CountryCode));
    setValue(name, number?.isValid() === true ? number.number : text.replaceAll(/[\s()./-]/g, ''), { shouldValidate: true, shouldTouch: true });
  }
  return (
    <Field name={name} label={label} hint={hint} optional>
      {(wiring) => (
        <Controller
          control={control} name={name}
          render={({ field }) => (
            <input className="form-control" type="tel" autoComplete="tel" {...wiring} name={field.name} ref={field.ref} value={String(field.value)} onChange={field.onChange} onFocus={() => void numbers()} onBlur={() => void complete(String(field.value))} />
          )}
        />
      )}
    </Field>
  );
}
