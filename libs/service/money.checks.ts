import type { MoneyJson } from '#libs/contracts/primitives';
import { InvalidAmount, Money } from '#libs/database/money';
import type { FieldError } from './problem.ts';

/** What is wrong with an amount: a currency that ISO 4217 does not have, or more decimals than the currency has. */
export function moneyErrors(pointer: string, amount: MoneyJson | undefined): FieldError[] {
  if (amount === undefined) return [];
  try {
    Money.parse(amount);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidAmount)) throw error;
    return [{ pointer: `${pointer}/${error.reason === 'currency' ? 'currency' : 'amount'}`, detail: error.said }];
  }
}
