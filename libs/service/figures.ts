import type { Figure } from '#libs/contracts/http/dashboard';
import { money } from '#libs/contracts/primitives';
import { inDatabaseRange } from '#libs/database/decimal';
import { Money } from '#libs/database/money';

/** A sum on a first page, of minor units as PostgreSQL writes them; null for more than an amount can say: what others report may be absurd, and no page is to fail for it. */
export function amountOfFigure(minor: string, currency: string): Figure['amount'] {
  const total = BigInt(minor);
  return inDatabaseRange(total) ? (money.safeParse(Money.ofMinor(total, currency).toJSON()).data ?? null) : null;
}
