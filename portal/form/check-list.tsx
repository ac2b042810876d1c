import { useFormContext } from 'react-hook-form';
import { Choices } from './choices.tsx';

interface Props {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly { readonly code: string; readonly label: string }[];
}

/** Several of a few, all in sight. */
export function CheckList({ name, legend, options }: Props) {
  const { register } = useFormContext();
  return (
    <Choices name={name} legend={legend} of="several">
      {(invalid) => (
        <div className="check-list">
          {options.map(({ code, label }) => (
            <label key={code} className="form-check"><input className="form-check-input" type="checkbox" value={code} aria-invalid={invalid} {...register(name)} /> <span>{label}</span></label>
          ))}
        </div>
      )}
    </Choices>
  );
}
