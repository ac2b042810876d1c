import { useState } from 'react';
import { formatLocale, useLanguage } from '../texts/language.ts';
import { readAmount } from './amount.ts';

interface Props {
  readonly id: string;
  /** Decimal text, or empty. */
  readonly value: string;
  /** Of the currency; two where it is not said. */
  readonly decimals?: number | undefined;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly errorId?: string;
  readonly name?: string;
  readonly inputRef?: (element: HTMLInputElement | null) => void;
  /** Undefined while what stands there is no amount. */
  readonly onAmount: (amount: string | undefined, text: string) => void;
  readonly onLeave?: () => void;
}

/** The reader's decimal sign. */
export const decimalSign = () => (new Intl.NumberFormat(formatLocale()).format(1.5).includes(',') ? ',' : '.');

export function amountText(amount: string): string {
  return /^\d+(\.\d+)?$/.test(amount) ? new Intl.NumberFormat(formatLocale(), { maximumFractionDigits: 4 }).format(Number(amount)) : amount;
}

/** Takes amounts as people type them and shows them grouped as soon as they are left. */
export function AmountInput({ id, value, decimals, invalid = false, describedBy, errorId, name, inputRef, onAmount, onLeave }: Props) {
  useLanguage();
  const [typed, setTyped] = useState<string>();
  const described = [describedBy, invalid ? errorId : undefined].filter(Boolean).join(' ');
  return (
    <input
      id={id} name={name} ref={inputRef} className="form-control amount" type="text" inputMode="decimal" autoComplete="off"
      value={typed ?? amountText(value)} aria-invalid={invalid || undefined} aria-describedby={described || undefined}
      onChange={({ target }) => {
        setTyped(target.value);
        onAmount(readAmount(target.value, decimalSign(), decimals), target.value);
      }}
      onBlur={() => {
        if (!invalid || typed === '') setTyped(undefined);
        onLeave?.();
      }}
    />
  );
}
