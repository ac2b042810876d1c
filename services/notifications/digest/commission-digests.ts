import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#libs/database/clock';
import { Sweeper } from '#libs/database/due';
import { Ids } from '#libs/database/ids';
import { Money, type MoneyJson } from '#libs/database/money';
import { dayIn } from '#libs/database/time-zone';
import { Config } from '../config.ts';
import { Audiences } from '../notice/audiences.service.ts';
import { Notices } from '../notice/notices.service.ts';
import { commissionAccrued } from '../template/messages/commission-accrued.ts';
import { morningAfter, nextMorning } from './morning.ts';

const partnersAtOnce = 50;

interface Accrual {
  readonly partnerId: string;
  readonly amount: MoneyJson;
  readonly accruedAt: string;
}

interface Digest {
  readonly partnerId: string;
  readonly day: string;
  readonly currency: string;
  readonly lines: number;
  readonly minor: string;
}

/** Adds up what a partner is credited on a day of the programme and tells it the next morning: a day's invoices are one mail, not hundreds. */
@Injectable()
export class CommissionDigests implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly sweeper: Sweeper,
    private readonly notices: Notices,
    private readonly audiences: Audiences,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'commission.digest', intervalMs: 60_000, run: (tx, now) => this.tellWhatIsDue(tx, now) });
  }

  /**
   * Counts one accrual for the day on which it was credited, whenever we hear of it; the inbox sees to it that none counts twice. What comes after its day's morning,
   * as it does after an outage, is told the next morning, under its own day: as one mail, however much of it comes late.
   */
  async add(tx: EntityManager, { partnerId, amount, accruedAt }: Accrual): Promise<void> {
    const { minor, currency } = Money.parse(amount);
    const [now, zone] = [this.clock.now(), this.config.PROGRAMME_TIME_ZONE];
    const day = dayIn(new Date(accruedAt), zone);
    const itsMorning = morningAfter(day, zone);
    await tx.query(
      `INSERT INTO commission_digest AS d (partner_id, day, currency, lines, amount_minor, due_at) VALUES ($1, $2, $3, 1, $4, $5)
         ON CONFLICT (partner_id, day, currency) DO UPDATE SET lines = d.lines + 1, amount_minor = d.amount_minor + excluded.amount_minor`,
      [partnerId, day, currency, minor.toString(), now < itsMorning ? itsMorning : nextMorning(now, zone)],
    );
  }

  /** Returns how many digests were told. They go in the same transaction, so each is told once. */
  async tellWhatIsDue(tx: EntityManager, now: Date): Promise<number> {
    const [due] = await tx.query<[Digest[], number]>(
      `DELETE FROM commission_digest WHERE (partner_id, day) IN (SELECT partner_id, day FROM commission_digest WHERE due_at <= $1 GROUP BY 1, 2 ORDER BY 2, 1 LIMIT $2)
       RETURNING partner_id AS "partnerId", day::text AS day, currency, lines, amount_minor AS minor`,
      [now, partnersAtOnce],
    );
    const digests = Map.groupBy(due.toSorted((a, b) => a.day.localeCompare(b.day)), ({ partnerId, day }) => `${partnerId} ${day}`);
    for (const [name, parts] of digests) await this.tell(tx, name, parts);
    return digests.size;
  }

  private async tell(tx: EntityManager, name: string, parts: readonly Digest[]): Promise<void> {
    const [first] = parts;
    if (first === undefined) return;
    const amounts = parts.toSorted((a, b) => a.currency.localeCompare(b.currency)).map(({ minor, currency }) => Money.ofMinor(BigInt(minor), currency).toJSON());
    const payments = parts.reduce((sum, part) => sum + part.lines, 0);
    const to = this.audiences.payees(first.partnerId);
    // With an id of its own: mails under the same name are one, and a day that was told is told again where something of it came late.
    await this.notices.tell(tx, `commission digest ${name} ${this.ids.uuid()}`, { message: commissionAccrued, to, data: { day: `${first.day}T00:00:00Z`, several: payments > 1, payments, amounts }, isMailAlone: true });
  }
}
