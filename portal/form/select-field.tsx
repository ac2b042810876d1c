import { useFormContext } from 'react-hook-form';
import { Field } from './field.tsx';

interface Props {
  readonly name: string;
  readonly label: string;
  /** Stands there while nothing is chosen; a field that always has a value needs none. */
  readonly choose?: string;
  readonly options: readonly { readonly code: string; readonly label: string }[];
  readonly onChosen?: (code: string) => void;
}

export function SelectField({ name, label, choose, options, onChosen }: Props) {
  const { register } = useFormContext();
  return (
    <Field name={name} label={label}>
      {(wiring) => (
        // The options come with the catalogue: a select drawn before them would drop the value of a draft.
        <select key={options.length === 0 ? 'waiting' : 'ready'} className="form-select" {...wiring} {...register(name, { onChange: ({ target }: { target: HTMLSelectElement }) => onChosen?.(target.value) })}>
          {choose !== undefined && <option value="">{choose}</option>}
          {options.map((option) => <option key={option.code} value={option.code}>{option.label}</option>)}
        </select>
      )}
    </Field>
  );
}
