import { useFormContext } from 'react-hook-form';

interface Props {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly { readonly code: string; readonly label: string }[];
}

/** Several of a few, all in sight. */
export function CheckList({ name, legend, options }: Props) {
  const { register } = useFormContext();
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      <div className="check-list">
        {options.map(({ code, label }) => (
          <label key={code} className="form-check"><input className="form-check-input" type="checkbox" value={code} {...register(name)} /> <span>{label}</span></label>
        ))}
      </div>
    </fieldset>
  );
}
