import type { DataSource, EntityManager } from 'typeorm';
import { z } from 'zod';
import { dayIn, startOfDay } from '#libs/database/time-zone';
import { addDays } from './calendar.ts';
import { CommissionSetting } from './commission-setting.entity.ts';

const holdDays = z.number().int().min(0).max(3_650);
const timeZone = z.string();

/** Milliseconds for which rows are remembered: every event needs them, and they change a few times a year, for days to come. */
const maxAge = 5_000;
const remembered = new WeakMap<DataSource, { readonly programme: Programme; readonly at: number }>();

/** The last one that is written with four digits of a year. */
export const lastDay = '9999-12-31';

/** The programme's settings, each as it counts on a day. */
export class Programme {
  private lastToday: { readonly day: string; readonly from: number; readonly until: number } | undefined;

  constructor(private readonly rows: readonly CommissionSetting[]) {}

  static async read(tx: EntityManager): Promise<Programme> {
    const known = remembered.get(tx.connection);
    if (known !== undefined && performance.now() - known.at < maxAge) return known.programme;
    const programme = new Programme(await tx.find(CommissionSetting, { order: { validFrom: 'DESC' } }));
    remembered.set(tx.connection, { programme, at: performance.now() });
    return programme;
  }

  /** Has the rows read anew, for who has just added to them. */
  static forget(tx: EntityManager): void {
    remembered.delete(tx.connection);
  }

  /** Nothing was earned before. */
  get beganOn(): string {
    return this.rows.reduce((first, { validFrom }) => (validFrom < first ? validFrom : first), lastDay);
  }

  /** Days between the payment of an invoice and the day on which its commission may be paid. */
  holdDays(on: string): number {
    return this.at('hold_days', on, holdDays);
  }

  /** The zone in which the programme's days and months begin and end. */
  timeZone(on: string): string {
    return this.at('time_zone', on, timeZone);
  }

  /** The programme's day at a moment. Every event asks: it is reckoned again only when it, or the day by UTC that says in which zone, has ended. */
  today(now: Date): string {
    const at = now.getTime();
    if (this.lastToday === undefined || at < this.lastToday.from || at >= this.lastToday.until) {
      const utcDay = now.toISOString().slice(0, 10);
      const zone = this.timeZone(utcDay);
      const day = dayIn(now, zone);
      this.lastToday = { day, from: at, until: Math.min(startOfDay(addDays(day, 1), zone).getTime(), Date.parse(`${addDays(utcDay, 1)}T00:00:00Z`)) };
    }
    return this.lastToday.day;
  }

  startOf(day: string): Date {
    return startOfDay(day, this.timeZone(day));
  }

  private at<T>(key: string, on: string, schema: z.ZodType<T>): T {
    const row = this.rows.find((candidate) => candidate.key === key && candidate.validFrom <= on);
    if (row === undefined) throw new Error(`The programme has no ${key} on ${on}.`);
    return schema.parse(row.value);
  }
}
