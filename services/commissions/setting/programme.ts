import { IsNull, type DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { startOfDay } from '#libs/database/time-zone';
import { addDays, addYears } from './calendar.ts';
import { CommissionSetting } from './commission-setting.entity.ts';

const holdDays = z.number().int().min(0).max(3_650);
const timeZone = z.string();

/** Milliseconds for which rows are remembered: every event needs them, and they change a few times a year, for days to come. */
const maxAge = 5_000;
/** Milliseconds by which rows must be there before they count, so that no process goes by older ones by then: several times what they are remembered for, since clocks differ. */
const noticeMs = 60_000;
/** When every process knows by its own clock what is said now. */
export const noticed = (now: Date): Date => new Date(now.getTime() + noticeMs);
const remembered = new WeakMap<DataSource, { readonly programme: Programme; readonly at: number }>();

/** The last one that is written with four digits of a year. */
export const lastDay = '9999-12-31';

/** When a commission may be paid: the day, and the moment at which that begins. */
export interface Hold {
  readonly payableOn: string;
  readonly dueAt: Date;
}

/** The programme's settings, each as it counts on a day. */
export class Programme {
  private lastToday: { readonly day: string; readonly from: number; readonly until: number } | undefined;
  private lastReportable: { readonly today: string; readonly earliest: string; readonly latest: string } | undefined;
  private readonly holds = new Map<string, Hold>();

  constructor(private readonly rows: readonly CommissionSetting[]) {}

  static async read(tx: EntityManager): Promise<Programme> {
    const known = remembered.get(tx.connection);
    if (known !== undefined && performance.now() - known.at < maxAge) return known.programme;
    const programme = await Programme.readAnew(tx);
    remembered.set(tx.connection, { programme, at: performance.now() });
    return programme;
  }

  /** For who publishes, which others may just have done; under `RatePublisher.oneAtATime` it stays so. */
  static async readAnew(tx: EntityManager): Promise<Programme> {
    return new Programme(await tx.find(CommissionSetting, { where: { cancelledAt: IsNull() }, order: { validFrom: 'DESC' } }));
  }

  /** Has the rows read anew by this process, once what was added to them can be read. */
  static forget(tx: EntityManager): void {
    remembered.delete(tx.connection);
  }

  /** As it will be with another row. */
  with(added: CommissionSetting): Programme {
    return new Programme([added, ...this.rows].toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1)));
  }

  /** As it is without one of its rows. */
  without(row: CommissionSetting): Programme {
    return new Programme(this.rows.filter((other) => other !== row));
  }

  /** The last row of a key. */
  last(key: string): CommissionSetting | undefined {
    return this.rows.find((row) => row.key === key);
  }

  /** Nothing was earned before. */
  get beganOn(): string {
    return this.rows.reduce((first, { validFrom }) => (validFrom < first ? validFrom : first), lastDay);
  }

  /** Days between the payment of an invoice and the day on which its commission may be paid. */
  holdDays(on: string): number {
    return this.at('hold_days', on, holdDays);
  }

  /** How long the commission of an invoice that was paid on a day is held. Every invoice asks, most for the same few days. */
  holdOf(paidOn: string): Hold {
    const known = this.holds.get(paidOn);
    if (known !== undefined) return known;
    const payableOn = addDays(paidOn, this.holdDays(paidOn));
    const hold = { payableOn, dueAt: this.startOf(payableOn) };
    this.holds.set(paidOn, hold);
    return hold;
  }

  /** The days on which money that is reported now can have moved: up to ten years back, and tomorrow, since whoever reports may live a day ahead of us. */
  reportable(now: Date): { readonly earliest: string; readonly latest: string } {
    const today = this.today(now);
    if (this.lastReportable?.today !== today) this.lastReportable = { today, earliest: addYears(today, -10), latest: addDays(today, 1) };
    return this.lastReportable;
  }

  /** The zone in which one of the programme's days begins. */
  timeZone(on: string): string {
    return this.at('time_zone', on, timeZone);
  }

  /**
   * The programme's day at a moment: the last one that has begun, so that it never goes back, whatever zone follows which; where the next zone's clocks are
   * behind, the day before it takes longer. Every event asks: it is looked for again only when the day has ended.
   */
  today(now: Date): string {
    const at = now.getTime();
    if (this.lastToday === undefined || at < this.lastToday.from || at >= this.lastToday.until) this.lastToday = this.dayAt(now);
    return this.lastToday.day;
  }

  /**
   * The moment at which a day begins, by the clocks of its own zone. One that the next zone's clocks are more than a day ahead of ends before it has begun; then
   * it begins, and ends, with the first day of that zone.
   */
  startOf(day: string): Date {
    let start = startOfDay(day, this.timeZone(day));
    for (const { key, validFrom } of this.rows) {
      if (key !== 'time_zone' || validFrom <= day) continue;
      const next = startOfDay(validFrom, this.timeZone(validFrom));
      if (next < start) start = next;
    }
    return start;
  }

  private dayAt(now: Date): NonNullable<Programme['lastToday']> {
    // Nowhere on earth is it later than tomorrow by UTC.
    let day = addDays(now.toISOString().slice(0, 10), 1);
    let until = this.startOf(addDays(day, 1));
    for (;;) {
      const from = this.startOf(day);
      if (from <= now) return { day, from: from.getTime(), until: until.getTime() };
      until = from;
      day = addDays(day, -1);
    }
  }

  private at<T>(key: string, on: string, schema: z.ZodType<T>): T {
    const row = this.rows.find((candidate) => candidate.key === key && candidate.validFrom <= on);
    if (row === undefined) throw new Error(`The programme has no ${key} on ${on}.`);
    return schema.parse(row.value);
  }
}
