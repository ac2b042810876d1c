import { useState } from 'react';
import { numberText } from '../texts/formats.ts';
import { useLanguage } from '../texts/language.ts';
import { readWhole, whole } from './whole-number.ts';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly wrong: string;
  /** Undefined while what stands there is none. */
  readonly onNumber: (value: number | undefined) => void;
}

/** What was typed as a whole number, as it is shown everywhere; what is none as it stands. */
export function wholeText(text: string): string {
  const value = readWhole(text);
  return value === undefined ? text : numberText(value);
}

/** A whole number within limits; what is none stays in the field with the reason. */
export function NumberInput({ id, label, value, min, max, wrong, onNumber }: Props) {
  useLanguage();
  const [typed, setTyped] = useState<string>();
  const isWrong = typed !== undefined && whole(typed, { min, max }) === undefined;
  return (
    <div className="field">
      <label className="form-label" htmlFor={id}>{label}</label>
      <input
        id={id} className="form-control" type="text" inputMode="numeric" autoComplete="off" value={typed ?? numberText(value)}
        aria-invalid={isWrong || undefined} aria-describedby={isWrong ? `${id}-error` : undefined}
        onChange={({ target }) => {
          setTyped(target.value);
          onNumber(whole(target.value, { min, max }));
        }}
        onBlur={() => { if (!isWrong) setTyped(undefined); }}
      />
      {isWrong && <span className="field-error" id={`${id}-error`}>{wrong}</span>}
    </div>
  );
}
