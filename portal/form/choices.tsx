import { useId, type ReactNode } from 'react';
import { useTexts } from '../texts/language.ts';
import { fieldTexts } from '../texts/field.texts.ts';
import { useComplaintText } from './complaint-text.ts';
import { useFieldError } from './field.tsx';

interface Props {
  /** Path in the form, where its error is found. */
  readonly name: string;
  readonly legend: string;
  /** Whether one of them is chosen, or any number. */
  readonly of: 'one' | 'several';
  /** Of several, each input says that it is wrong; of one, the group does, since a radio button cannot. */
  readonly children: (invalid: true | undefined) => ReactNode;
}

/** A choice among what is in sight: the legend above, the complaint below, which is heard with the group. */
export function Choices({ name, legend, of, children }: Props) {
  const say = useTexts(fieldTexts);
  const error = useFieldError(name);
  const complaint = useComplaintText()(error);
  const text = error?.type === 'required' ? say('chooseOne') : complaint;
  const invalid = text === undefined ? undefined : true;
  const id = useId();
  const group = of === 'one' ? { role: 'radiogroup', 'aria-invalid': invalid } : {};
  return (
    <fieldset className="field" aria-describedby={invalid && id} {...group}>
      <legend>{legend}</legend>
      {children(invalid)}
      {text !== undefined && <span className="field-error" id={id}>{text}</span>}
    </fieldset>
  );
}
