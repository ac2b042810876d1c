import type { MoneyJson } from '#libs/contracts/primitives';

export type Contract = 'one_off' | 'annual';

export interface Plan {
  /** Value of one deal over its whole term, as decimal text with at most two decimals. */
  readonly deal: string;
  readonly dealsPerYear: number;
  readonly contract: Contract;
  /** Years of an annual contract, each paid by one instalment. */
  readonly termYears: number;
  /** As the programme says it: "30", "32.5". */
  readonly percent: string;
}

export interface YearOfEarnings {
  /** In minor units: from the deals of this year, and from instalments of earlier years' deals. */
  readonly fresh: bigint;
  readonly recurring: bigint;
}

export interface Earnings {
  readonly perDeal: bigint;
  readonly years: readonly YearOfEarnings[];
  readonly total: bigint;
}

export const yearsShown = 3;

/** What deals like these earn, in whole minor units and half-up, as the ledger rounds; no float on the way. */
export function earningsOf({ deal, dealsPerYear, contract, termYears, percent }: Plan): Earnings {
  const perDeal = half(scaled(deal, 2) * scaled(percent, 4), 1_000_000n);
  const instalments = contract === 'annual' ? BigInt(termYears) : 1n;
  const count = BigInt(dealsPerYear);
  /** Cumulative, so that the instalments of a deal come to exactly what the deal earns. */
  const earnedBy = (paid: bigint): bigint => (paid >= instalments ? perDeal : half(perDeal * paid, instalments));
  const years = Array.from({ length: yearsShown }, (_, index) => ({
    fresh: count * earnedBy(1n),
    recurring: count * (earnedBy(BigInt(index + 1)) - earnedBy(1n)),
  }));
  return { perDeal, years, total: years.reduce((sum, { fresh, recurring }) => sum + fresh + recurring, 0n) };
}

export function moneyOf(minor: bigint, currency: string): MoneyJson {
  const digits = minor.toString().padStart(3, '0');
  return { amount: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency };
}

function scaled(decimal: string, places: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
}

const half = (dividend: bigint, divisor: bigint): bigint => (2n * dividend + divisor) / (2n * divisor);
