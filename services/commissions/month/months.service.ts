import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MonthAnswer } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Money } from '#libs/database/money';
import { monthOf } from '../setting/calendar.ts';
import { periodOf } from '../setting/period.ts';
import { Programme } from '../setting/programme.ts';

interface Row {
  readonly currency: string;
  readonly earned: string;
  readonly partners: string;
  readonly held: string;
  readonly payable: string;
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
}

/** From the roll-up, so the number of lines does not matter. Held and payable are owed, which the ledger keeps below zero. */
function readMonth(tx: EntityManager, period: string): Promise<Row[]> {
  return tx.query<Row[]>(
    `SELECT currency, coalesce(sum(expense) FILTER (WHERE period = $1), 0) AS earned, count(DISTINCT partner_id) FILTER (WHERE period = $1 AND expense <> 0) AS partners,
            -sum(held) AS held, -sum(payable) AS payable
       FROM balance WHERE period <= $1 GROUP BY currency ORDER BY currency`,
    [period],
  );
}

function view({ currency, earned, partners, held, payable }: Row): MonthAnswer['currencies'][number] {
  const money = (minor: bigint) => Money.ofMinor(minor, currency).toJSON();
  return { currency, earned: money(BigInt(earned)), partners: Number(partners), closing: money(BigInt(held) + BigInt(payable)), held: money(BigInt(held)), payable: money(BigInt(payable)) };
}
