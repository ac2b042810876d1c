import { useId } from 'react';
import { useFormContext } from 'react-hook-form';
import { useTexts } from '../texts/language.ts';
import { fieldTexts } from '../texts/field.texts.ts';
import { useComplaintText } from './complaint-text.ts';
import { useFieldError } from './field.tsx';

interface Props {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly { readonly code: string; readonly label: string }[];
}

/** Several of a few, all in sight. */
export function CheckList({ name, legend, options }: Props) {
  const say = useTexts(fieldTexts);
  const { register } = useFormContext();
  const error = useFieldError(name);
  const complaint = useComplaintText()(error);
  const text = error?.type === 'required' ? say('chooseOne') : complaint;
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={text === undefined ? undefined : id}>
      <legend>{legend}</legend>
      <div className="check-list">
        {options.map(({ code, label }) => (
          <label key={code} className="form-check"><input className="form-check-input" type="checkbox" value={code} {...register(name)} /> <span>{label}</span></label>
        ))}
      </div>
      {text !== undefined && <span className="field-error" id={id}>{text}</span>}
    </fieldset>
  );
}
