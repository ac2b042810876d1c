import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MonthAnswer, MonthsAnswer } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Money } from '#libs/database/money';
import { monthOf, monthsUntil } from '../setting/calendar.ts';
import { periodOf } from '../setting/period.ts';
import { Programme } from '../setting/programme.ts';

interface Row {
  readonly currency: string;
  readonly earned: string;
  readonly partners: string;
  readonly held: string;
  readonly payable: string;
  readonly paid: string;
}

/** A month over all partners; row-level security leaves a partner's people their own company. */
@Injectable()
export class Months {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  of(actor: Actor, asked: string): Promise<MonthAnswer> {
    return this.database.inTransaction(actor, async (tx) => {
      const programme = await Programme.read(tx);
      const { period, final } = periodOf(asked, programme, this.clock.now());
      const rows = await readMonth(tx, period);
      return { period, timeZone: programme.timeZone(`${period}-01`), final, firstPeriod: monthOf(programme.beganOn), currencies: rows.map(view) };
    });
  }

  /** The latest months, none before the programme began. */
  latest(actor: Actor, last: number): Promise<MonthsAnswer> {
    return this.database.inTransaction(actor, async (tx) => {
      const programme = await Programme.read(tx);
      const now = this.clock.now();
      const { period: running } = periodOf('current', programme, now);
      const first = monthOf(programme.beganOn);
      const periods = monthsUntil(running, last).filter((period) => period >= first);
      const earned = await readEarned(tx, periods);
      const currencies = [...new Set(earned.map(({ currency }) => currency))];
      const of = (period: string, currency: string) => Money.ofMinor(BigInt(earned.find((it) => it.period === period && it.currency === currency)?.earned ?? 0), currency).toJSON();
      return {
        timeZone: programme.timeZone(`${running}-01`),
        items: periods.map((period) => ({ ...periodOf(period, programme, now), currencies: currencies.map((currency) => ({ currency, earned: of(period, currency) })) })),
      };
    });
  }
}

/** From the roll-up, so the number of lines does not matter. Held and payable are owed, which the ledger keeps below zero. */
function readMonth(tx: EntityManager, period: string): Promise<Row[]> {
  return tx.query<Row[]>(
    `SELECT currency, coalesce(sum(expense) FILTER (WHERE period = $1), 0) AS earned, count(DISTINCT partner_id) FILTER (WHERE period = $1 AND expense <> 0) AS partners,
            -sum(held) AS held, -sum(payable) AS payable, -sum(paid) AS paid
       FROM balance WHERE period <= $1 GROUP BY currency ORDER BY currency`,
    [period],
  );
}

function readEarned(tx: EntityManager, periods: readonly string[]): Promise<{ period: string; currency: string; earned: string }[]> {
  return tx.query(
    'SELECT period, currency, sum(expense) AS earned FROM balance WHERE period = ANY ($1) GROUP BY period, currency HAVING sum(expense) <> 0 ORDER BY currency, period',
    [periods],
  );
}

function view({ currency, earned, partners, held, payable, paid }: Row): MonthAnswer['currencies'][number] {
  const money = (minor: bigint) => Money.ofMinor(minor, currency).toJSON();
  return { currency, earned: money(BigInt(earned)), partners: Number(partners), closing: money(BigInt(held) + BigInt(payable)), held: money(BigInt(held)), payable: money(BigInt(payable)), paid: money(BigInt(paid)) };
}
