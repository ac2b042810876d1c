/** What must come out, by exact rationals: no code of the service is used here. */

export interface ModelRefund {
  readonly minor: bigint;
}
export interface ModelInvoice {
  readonly minor: bigint;
  readonly refunds: readonly ModelRefund[];
}
export interface ModelDeal {
  readonly currency: string;
  readonly won: boolean;
  readonly invoices: readonly ModelInvoice[];
}

/** An exact quotient; the divisor is above zero. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** The nearest whole number of a fraction not below zero, a half upwards: the floor of it plus one half. */
function rounded({ over, under }: Fraction): bigint {
  return (2n * over + under) / (2n * under);
}

/** `percent` in ten-thousandths: 333333n is 33.3333 %. */
function share(minor: bigint, percent: bigint): bigint {
  return rounded({ over: minor * percent, under: 100n * 10_000n });
}

/** What an invoice leaves in the end: its share, less the share of all that went back. */
export function leftOf({ minor, refunds }: ModelInvoice, percent: bigint): bigint {
  const back = refunds.reduce((sum, refund) => sum + refund.minor, 0n);
  return share(minor, percent) - share(back, percent);
}

/** What the partner is owed in the end, by currency, of all won deals. */
export function owed(deals: readonly ModelDeal[], percent: bigint): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { currency, won, invoices } of deals) {
    if (!won) continue;
    for (const invoice of invoices) sums.set(currency, (sums.get(currency) ?? 0n) + leftOf(invoice, percent));
  }
  return sums;
}
