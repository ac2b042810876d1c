/** Whole digits and where the point stands: "12.50" is 1250 with 2 decimals. */
export interface Decimal {
  readonly digits: bigint;
  readonly decimals: number;
}

// Bounded, because BigInt() of a megabyte of digits blocks the process.
const form = /^(-?)(0|[1-9]\d{0,18})(?:\.(\d{1,18}))?$/;

/** Reads a plain decimal; undefined for signs of grouping, exponents, a leading plus or zero, spaces, or more than 18 decimals. */
export function decimal(text: string): Decimal | undefined {
  const match = text.length <= 40 ? form.exec(text) : null;
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  return { digits: BigInt(`${sign}${whole}${fraction}`), decimals: fraction.length };
}

/** 123456 with 2 decimals is "1234.56", -5 is "-0.05". */
export function decimalText(digits: bigint, decimals: number): string {
  const size = (digits < 0n ? -digits : digits).toString().padStart(decimals + 1, '0');
  const sign = digits < 0n ? '-' : '';
  return decimals === 0 ? `${sign}${size}` : `${sign}${size.slice(0, -decimals)}.${size.slice(-decimals)}`;
}

/** Division by a positive number, to the nearest whole; a half goes away from zero. */
export function roundedDivision(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * size + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}

/** True where PostgreSQL's bigint holds it. */
export function inDatabaseRange(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}
