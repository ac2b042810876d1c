import type { EntityManager } from 'typeorm';
import { entityFrom } from '../booking/row.reader.ts';
import { startOfDay } from '#libs/database/time-zone';
import { addDays, nextMonth } from '../setting/calendar.ts';
import { Commission } from '../commission/commission.entity.ts';

interface Sums {
  readonly currency: string;
  /** Minor units that the partner was owed before the month began. */
  readonly opening: bigint;
  readonly held: bigint;
  readonly payable: bigint;
}

export interface StatementLine {
  readonly line: Commission;
  readonly deal: { readonly reference: string; readonly accountName: string };
}

export interface CurrencyPart extends Sums {
  readonly lines: StatementLine[];
}

type Row = { readonly currency: string; readonly opening: string; readonly held: string; readonly payable: string; readonly reference: string | null; readonly accountName: string } & Record<string, unknown>;

/**
 * A partner's month by currency. One statement, so that lines and balances are of one moment; balances come from the roll-up, so the length of
 * the history does not matter. The month is the one kept with each line; the days around it, in any time zone, only lead the index there.
 */
export async function readStatement(tx: EntityManager, partnerId: string, period: string): Promise<CurrencyPart[]> {
  const { columns } = tx.connection.getMetadata(Commission);
  const rows = await tx.query<Row[]>(
    `SELECT coalesce(b.currency, l.currency) AS currency, coalesce(b.opening, 0) AS opening, coalesce(b.held, 0) AS held, coalesce(b.payable, 0) AS payable,
            l.reference, l.account_name AS "accountName", ${columns.map(({ databaseName }) => `l.${databaseName} AS line_${databaseName}`).join(', ')}
       FROM (SELECT currency, -coalesce(sum(held + payable) FILTER (WHERE period < $2), 0) AS opening, -sum(held) AS held, -sum(payable) AS payable
               FROM balance WHERE partner_id = $1 AND period <= $2 GROUP BY currency) b
       FULL JOIN (SELECT c.*, d.reference, d.account_name FROM commission c JOIN deal d ON d.id = c.deal_id WHERE c.partner_id = $1 AND c.period = $2 AND c.posted_at >= $3 AND c.posted_at < $4) l ON l.currency = b.currency
      ORDER BY currency, l.posted_at, l.number`,
    [partnerId, period, startOfDay(addDays(`${period}-01`, -2), 'Etc/UTC'), startOfDay(addDays(`${nextMonth(period)}-01`, 2), 'Etc/UTC')],
  );
  const parts = new Map<string, CurrencyPart>();
  for (const { currency, opening, held, payable, reference, accountName, ...line } of rows) {
    const part = parts.get(currency) ?? { currency, opening: BigInt(opening), held: BigInt(held), payable: BigInt(payable), lines: [] };
    parts.set(currency, part);
    if (reference !== null) part.lines.push({ line: entityFrom(tx, Commission, line, 'line_'), deal: { reference, accountName } });
  }
  return [...parts.values()];
}
