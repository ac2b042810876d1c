import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decimal, decimalText, roundedDivision } from './decimal.ts';
import { currencyDecimals, InvalidMoney, Money } from './money.ts';

const currency = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'CLF', 'UYW', 'XAF');
const minor = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
const money = fc.tuple(minor, currency).map(([amount, code]) => Money.ofMinor(amount, code));
const weights = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 40 }).filter((list) => list.some((weight) => weight > 0));
const usd = (amount: string) => Money.parse({ amount, currency: 'USD' });
const size = (value: bigint) => (value < 0n ? -value : value);

function reasonOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidMoney) return error.reason;
    throw error;
  }
  return undefined;
}

describe('money in JSON', () => {
  test('comes back as it went, in every currency', () => {
    fc.assert(fc.property(money, (amount) => {
      const json = amount.toJSON();
      expect(Money.parse(json).equals(amount)).toBe(true);
      expect(json.amount.split('.')[1]?.length ?? 0).toBe(currencyDecimals(amount.currency));
    }));
  });

  test.each([
    ['1260000.00', 'USD', 126000000n, '1260000.00'],
    ['1260000', 'USD', 126000000n, '1260000.00'],
    ['0.5', 'USD', 50n, '0.50'],
    ['-0.05', 'USD', -5n, '-0.05'],
    ['-0.00', 'USD', 0n, '0.00'],
    ['500', 'JPY', 500n, '500'],
    ['1.234', 'KWD', 1234n, '1.234'],
    ['92233720368547758.07', 'USD', 9223372036854775807n, '92233720368547758.07'],
  ])('reads %s %s', (amount, code, expected, written) => {
    const read = Money.parse({ amount, currency: code });
    expect(read.minor).toBe(expected);
    expect(JSON.parse(JSON.stringify(read))).toEqual({ amount: written, currency: code });
  });

  test.each([
    ['amount', '', 'USD'], ['amount', '1,000.00', 'USD'], ['amount', '1e3', 'USD'], ['amount', ' 1', 'USD'], ['amount', '+1', 'USD'], ['amount', '01', 'USD'],
    ['amount', '.5', 'USD'], ['amount', '5.', 'USD'], ['amount', 'NaN', 'USD'], ['amount', '٣', 'USD'], ['amount', '--1', 'USD'], ['amount', '9'.repeat(1_000_000), 'USD'],
    ['precision', '1.005', 'USD'], ['precision', '1.0', 'JPY'],
    ['range', '92233720368547758.08', 'USD'], ['range', '9999999999999999999', 'JPY'],
    ['currency', '1', 'usd'], ['currency', '1', 'ABC'], ['currency', '1', 'XXX'], ['currency', '1', 'XAU'], ['currency', '1', ''], ['currency', '1', '__proto__'],
  ])('refuses for its %s: %.20s %s', (reason, amount, code) => {
    expect(reasonOf(() => Money.parse({ amount, currency: code }))).toBe(reason);
  });
});

describe('arithmetic', () => {
  test('adding and taking away undo each other, negating twice does nothing', () => {
    fc.assert(fc.property(minor, minor, currency, (a, b, code) => {
      const [first, second] = [Money.ofMinor(a, code), Money.ofMinor(b, code)];
      expect(first.add(second).subtract(second).equals(first)).toBe(true);
      expect(first.negate().negate().equals(first)).toBe(true);
      expect(first.compare(second)).toBe(-second.compare(first) + 0);
    }));
  });

  test('never mixes currencies or leaves the range of the database', () => {
    const yen = Money.parse({ amount: '1', currency: 'JPY' });
    for (const work of [() => usd('1').add(yen), () => usd('1').subtract(yen), () => usd('1').compare(yen)]) expect(reasonOf(work)).toBe('mismatch');
    expect(usd('1').equals(yen)).toBe(false);
    const most = Money.ofMinor(2n ** 63n - 1n, 'USD');
    expect(reasonOf(() => most.add(usd('0.01')))).toBe('range');
    expect(reasonOf(() => Money.ofMinor(-(2n ** 63n), 'USD').negate())).toBe('range');
  });
});

describe('allocation', () => {
  test('adds up to the whole, no part a full minor unit from its exact share, nothing for a weight of 0', () => {
    fc.assert(fc.property(money, weights, (whole, list) => {
      const parts = whole.allocate(list);
      const sum = list.reduce((total, weight) => total + BigInt(weight), 0n);
      expect(parts.reduce((total, part) => total.add(part)).equals(whole)).toBe(true);
      parts.forEach((part, index) => {
        const weight = BigInt(list[index] ?? 0);
        expect(size(part.minor * sum - whole.minor * weight) < sum).toBe(true);
        expect(weight !== 0n || part.minor === 0n).toBe(true);
      });
    }));
  });

  test('keeps every running total within half a minor unit of the exact one', () => {
    fc.assert(fc.property(money, weights, (whole, list) => {
      const sum = list.reduce((total, weight) => total + BigInt(weight), 0n);
      let upTo = 0n;
      let given = 0n;
      whole.allocate(list).forEach((part, index) => {
        upTo += BigInt(list[index] ?? 0);
        given += part.minor;
        expect(2n * size(given * sum - whole.minor * upTo) <= sum).toBe(true);
      });
    }));
  });

  test('of a refund mirrors that of the sale', () => {
    fc.assert(fc.property(money, weights, (whole, list) => {
      expect(whole.negate().allocate(list).map(String)).toEqual(whole.allocate(list).map((part) => String(part.negate())));
    }));
  });

  test('is as one would do it by hand', () => {
    expect(usd('100.00').allocate([1, 1, 1]).map(String)).toEqual(['33.33 USD', '33.34 USD', '33.33 USD']);
    for (const bad of [[], [0, 0], [-1, 2], [0.5, 0.5], [Number.NaN], [Infinity]]) expect(reasonOf(() => usd('1').allocate(bad))).toBe('weights');
  });
});

describe('a percentage', () => {
  test('is the exact one to half a minor unit, and a half goes away from zero', () => {
    fc.assert(fc.property(money, fc.nat({ max: 100_000_000 }), (amount, millionths) => {
      const exact = amount.minor * BigInt(millionths);
      const rounded = amount.percent(decimalText(BigInt(millionths), 6)).minor;
      const off = rounded * 100_000_000n - exact;
      expect(2n * size(off) <= 100_000_000n).toBe(true);
      expect(2n * size(off) !== 100_000_000n || size(rounded * 100_000_000n) > size(exact)).toBe(true);
    }));
  });

  test.each([
    ['1.00', '12.5', '0.13'], ['-1.00', '12.5', '-0.13'], ['0.10', '5', '0.01'], ['0.10', '4.999999', '0.00'], ['1260000.00', '8', '100800.00'], ['5.00', '-10', '-0.50'], ['5.00', '0', '0.00'],
  ])('of %s at %s %% is %s', (amount, rate, expected) => {
    expect(usd(amount).percent(rate).toJSON().amount).toBe(expected);
  });

  test('refuses a rate that is none', () => {
    for (const rate of ['', '5%', '1e2', '1.0000001', 'x']) expect(reasonOf(() => usd('1').percent(rate))).toBe('rate');
    expect(reasonOf(() => Money.ofMinor(2n ** 62n, 'USD').percent('1000'))).toBe('range');
  });
});

test('decimals are read and written without loss', () => {
  fc.assert(fc.property(minor, fc.nat({ max: 6 }), (digits, decimals) => {
    expect(decimal(decimalText(digits, decimals))).toEqual({ digits, decimals });
  }));
  expect([roundedDivision(5n, 2n), roundedDivision(-5n, 2n), roundedDivision(4n, 3n), roundedDivision(-4n, 3n)]).toEqual([3n, -3n, 1n, -1n]);
});
