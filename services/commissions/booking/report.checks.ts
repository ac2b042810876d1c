import { InvalidAmount, Money, type MoneyJson } from '#libs/database/money';
import { PermanentError } from '#libs/messaging/errors';
import type { FieldError } from '#libs/service/problem';
import type { Programme } from '../setting/programme.ts';

/** No deal or invoice is larger: ten trillion in major units. An invoice's minor units are so few that sums of thousands fit into a bigint, however many decimals the currency has. */
const tooLarge = { major: 10_000_000_000_000n, minor: 1_000_000_000_000_000n };
const beyond: FieldError[] = [{ pointer: '/amount/amount', detail: 'is larger than any invoice can be' }];

/** What is wrong with an amount and a day, or nothing. */
export function reportErrors(fields: { amount: MoneyJson; day: string; dayName: string }, programme: Programme, now: Date): FieldError[] {
  return [...amountErrors(fields.amount, tooLarge.minor), ...dayErrors(fields.day, fields.dayName, programme.reportable(now))];
}

function amountErrors(amount: MoneyJson, tooMuch?: bigint): FieldError[] {
  if (BigInt(amount.amount.split('.')[0] ?? '') >= tooLarge.major) return beyond;
  try {
    const { minor } = Money.parse(amount);
    if (tooMuch !== undefined && minor >= tooMuch) return beyond;
    return minor > 0n ? [] : [{ pointer: '/amount/amount', detail: 'must be above zero' }];
  } catch (error) {
    if (!(error instanceof InvalidAmount)) throw error;
    return [{ pointer: `/amount/${error.reason === 'currency' ? 'currency' : 'amount'}`, detail: error.said }];
  }
}

function dayErrors(day: string, name: string, { earliest, latest }: ReturnType<Programme['reportable']>): FieldError[] {
  if (day > latest) return [{ pointer: `/${name}`, detail: 'must not be in the future' }];
  return day < earliest ? [{ pointer: `/${name}`, detail: 'must not be more than ten years ago' }] : [];
}

/** For events: what is wrong can only be put right by whoever sent it. */
export function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new PermanentError(errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '));
}

/** What a deal is worth: whatever leads lets it be worth, since nothing is added to it. */
export function amountOf(amount: MoneyJson): Money {
  refuse(amountErrors(amount));
  return Money.parse(amount);
}
