import fc from 'fast-check';
import type { ModelDeal } from './ledger-model.ts';

/** Tiers with their rates in ten-thousandths of a percent; the odd ones leave something to be rounded nearly always. */
export const tiers = [
  ['authorized', 250_000n],
  ['gold', 300_000n],
  ['platinum', 350_000n],
  ['third', 333_333n],
  ['seventh', 142_857n],
  ['sliver', 1n],
  ['everything', 1_000_000n],
] as const;

/** A partner's deals, what was paid and what went back, and in which order all of it is told. */
export interface Programme {
  readonly tier: number;
  readonly deals: readonly ModelDeal[];
  /** Grows an order for the events of this programme; events of all programmes of a run are told mixed. */
  readonly seed: number;
  /** Whether at the end things are told that contradict. */
  readonly contradicts: boolean;
}

const minor = fc.oneof(fc.bigInt(1n, 50n), fc.bigInt(1n, 1_000_000n), fc.bigInt(1n, 1_000_000_000_000n));

/** Parts of an invoice that went back: none, some of it, or all of it in up to four pieces. */
function refundsOf(whole: bigint): fc.Arbitrary<{ minor: bigint }[]> {
  const some = fc.array(fc.bigInt(1n, whole), { maxLength: 3 }).map((parts) => within(parts, whole));
  const all = fc.array(fc.bigInt(1n, whole), { maxLength: 3 }).map((parts) => {
    const pieces = within(parts, whole);
    const rest = whole - pieces.reduce((sum, piece) => sum + piece, 0n);
    return rest > 0n ? [...pieces, rest] : pieces;
  });
  return fc.oneof(fc.constant<bigint[]>([]), some, all).map((pieces) => pieces.map((piece) => ({ minor: piece })));
}

/** As many of the parts as there is room for. */
function within(parts: readonly bigint[], whole: bigint): bigint[] {
  const kept: bigint[] = [];
  let left = whole;
  for (const part of parts) {
    if (part > left) continue;
    kept.push(part);
    left -= part;
  }
  return kept;
}

const invoice = minor.chain((whole) => refundsOf(whole).map((refunds) => ({ minor: whole, refunds })));
const deal = fc.record({
  currency: fc.constantFrom('USD', 'JPY', 'KWD'),
  won: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  invoices: fc.array(invoice, { maxLength: 4 }),
});

export const programme: fc.Arbitrary<Programme> = fc.record({
  tier: fc.nat({ max: tiers.length - 1 }),
  deals: fc.array(deal, { minLength: 1, maxLength: 3 }),
  seed: fc.nat(),
  contradicts: fc.boolean(),
});

/** A small generator of numbers in [0, 1): the order must follow from the programme alone, or a failure could not be told again. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
