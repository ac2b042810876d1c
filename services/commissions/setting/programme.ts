import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { dayIn, startOfDay } from './calendar.ts';
import { CommissionSetting } from './commission-setting.entity.ts';

const holdDays = z.number().int().min(0).max(3_650);
const timeZone = z.string();

/** The programme's settings, each as it counts on a day. */
export class Programme {
  constructor(private readonly rows: readonly CommissionSetting[]) {}

  static async read(tx: EntityManager): Promise<Programme> {
    return new Programme(await tx.find(CommissionSetting, { order: { validFrom: 'DESC' } }));
  }

  /** Days between the payment of an invoice and the day on which its commission may be paid. */
  holdDays(on: string): number {
    return this.at('hold_days', on, holdDays);
  }

  /** The zone in which the programme's days and months begin and end. */
  timeZone(on: string): string {
    return this.at('time_zone', on, timeZone);
  }

  /** The programme's day at a moment. */
  today(now: Date): string {
    return dayIn(now, this.timeZone(now.toISOString().slice(0, 10)));
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
