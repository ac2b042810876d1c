import { data as currencies } from 'currency-codes';
import type { SaidOfField } from '#libs/contracts/field-sentences';
import { decimal, decimalText, inDatabaseRange, roundedDivision } from './decimal.ts';

export interface MoneyJson {
  /** A decimal in major units, with all the currency's decimals: `"1260000.00"`. */
  readonly amount: string;
  /** ISO 4217, such as `USD`. */
  readonly currency: string;
}

export type InvalidMoneyReason = 'amount' | 'precision' | 'range' | 'currency' | 'mismatch' | 'weights' | 'rate';

/** What somebody gave is no amount of money; `reason` says which part. */
export class InvalidMoney extends Error {
  constructor(
    readonly reason: InvalidMoneyReason,
    message: string,
  ) {
    super(message);
    this.name = 'InvalidMoney';
  }
}

/** What somebody gave as an amount is none, in a sentence that they may be told. */
export class InvalidAmount extends InvalidMoney {
  constructor(
    reason: 'amount' | 'precision' | 'range' | 'currency',
    readonly said: SaidOfField,
  ) {
    super(reason, said);
  }
}

/** ISO 4217 lists these for metals, bond units, tests and "none": nobody is paid in them, and they have no minor unit. */
const notMoney = new Set(['XAG', 'XAU', 'XBA', 'XBB', 'XBC', 'XBD', 'XDR', 'XPD', 'XPT', 'XSU', 'XTS', 'XUA', 'XXX', 'XAD']);

const decimalsOf = new Map(currencies.filter(({ code }) => !notMoney.has(code)).map(({ code, digits }) => [code, digits]));

/** Decimals of a currency: 2 for USD, 0 for JPY, 3 for KWD. Throws `InvalidMoney` for anything that is not in ISO 4217. */
export function currencyDecimals(currency: string): number {
  const decimals = decimalsOf.get(currency);
  if (decimals === undefined) throw new InvalidAmount('currency', 'The currency must be a code of ISO 4217 such as USD.');
  return decimals;
}

/** An exact amount in one currency: whole minor units in a bigint, never a float. Immutable. */
export class Money {
  private constructor(
    /** Minor units: cents for USD, yen for JPY. */
    readonly minor: bigint,
    readonly currency: string,
  ) {}

  /** Throws `InvalidMoney` for an unknown currency or an amount that PostgreSQL's bigint cannot hold. */
  static ofMinor(minor: bigint, currency: string): Money {
    currencyDecimals(currency);
    if (!inDatabaseRange(minor)) throw new InvalidAmount('range', 'The amount is too large.');
    return new Money(minor, currency);
  }

  static zero(currency: string): Money {
    return Money.ofMinor(0n, currency);
  }

  /**
   * Reads `{ amount: "1260000.00", currency: "USD" }`; fewer decimals than the currency has are fine, more are not.
   * Throws `InvalidMoney`, whose reason is `amount`, `precision`, `range` or `currency`.
   */
  static parse({ amount, currency }: MoneyJson): Money {
    const decimals = currencyDecimals(currency);
    const parsed = decimal(amount);
    if (parsed === undefined) throw new InvalidAmount('amount', 'The amount must be a decimal such as "1250.00", without signs of grouping.');
    if (parsed.decimals > decimals) throw new InvalidAmount('precision', decimals === 0 ? `${currency} has no decimals.` : `${currency} has at most ${decimals} decimals.`);
    return Money.ofMinor(parsed.digits * 10n ** BigInt(decimals - parsed.decimals), currency);
  }

  toJSON(): MoneyJson {
    return { amount: decimalText(this.minor, currencyDecimals(this.currency)), currency: this.currency };
  }

  toString(): string {
    return `${this.toJSON().amount} ${this.currency}`;
  }

  add(other: Money): Money {
    return Money.ofMinor(this.minor + this.same(other).minor, this.currency);
  }

  subtract(other: Money): Money {
    return Money.ofMinor(this.minor - this.same(other).minor, this.currency);
  }

  negate(): Money {
    return Money.ofMinor(-this.minor, this.currency);
  }

  /** Below, at or above zero as this is less than, equal to or more than the other; throws `InvalidMoney` for another currency. */
  compare(other: Money): -1 | 0 | 1 {
    const { minor } = this.same(other);
    return this.minor < minor ? -1 : this.minor > minor ? 1 : 0;
  }

  equals(other: Money): boolean {
    return this.currency === other.currency && this.minor === other.minor;
  }

  /**
   * Splits the whole by whole-number weights, in their order, so that the parts add up to it exactly: each running total is the exact one,
   * rounded. No part is a full minor unit away from its exact share, and a weight of 0 gets 0. Throws `InvalidMoney` ('weights').
   *
   *     Money.parse({ amount: '100.00', currency: 'USD' }).allocate([1, 1, 1]) // 33.33, 33.34, 33.33
   */
  allocate(weights: readonly (number | bigint)[]): Money[] {
    if (weights.some((weight) => (typeof weight === 'number' && !Number.isSafeInteger(weight)) || weight < 0)) {
      throw new InvalidMoney('weights', 'Weights are whole numbers and not negative.');
    }
    const whole = weights.reduce<bigint>((sum, weight) => sum + BigInt(weight), 0n);
    if (whole === 0n) throw new InvalidMoney('weights', 'At least one weight must be above zero.');
    let upTo = 0n;
    let given = 0n;
    return weights.map((weight) => {
      upTo += BigInt(weight);
      const total = roundedDivision(this.minor * upTo, whole);
      const part = total - given;
      given = total;
      return new Money(part, this.currency);
    });
  }

  /**
   * A percentage, `rate` being a decimal such as "12.5" with up to six decimals, rounded half up by size: half a cent goes away from zero,
   * so that a refund takes back exactly what the sale gave. Throws `InvalidMoney` ('rate').
   */
  percent(rate: string): Money {
    const parsed = decimal(rate);
    if (parsed === undefined || parsed.decimals > 6) throw new InvalidMoney('rate', 'A rate is a decimal such as "12.5", with at most six decimals.');
    return Money.ofMinor(roundedDivision(this.minor * parsed.digits, 100n * 10n ** BigInt(parsed.decimals)), this.currency);
  }

  private same(other: Money): Money {
    if (other.currency !== this.currency) throw new InvalidMoney('mismatch', `${this.currency} and ${other.currency} cannot be combined.`);
    return other;
  }
}
