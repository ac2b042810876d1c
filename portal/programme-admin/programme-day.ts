import type { AnswerOf } from '../api/routes.ts';

const dayMs = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The programme's days: which it is, and by which clocks each begins. */
export interface ProgrammeDays {
  readonly today: string;
  /** The zone in which a day begins. */
  zoneOn(day: string): string;
  /** The day that it is at a moment, in whichever zone. */
  dayAt(moment: string): string;
}

/** Of the settings of commissions, which say the zone of every day, and when they were read. */
export function programmeDays({ asOf, items }: AnswerOf<'/api/commissions/settings'>): ProgrammeDays {
  const zones = items.flatMap(({ key, value, effectiveOn = '' }) => (key === 'time_zone' && typeof value === 'string' ? { zone: value, effectiveOn } : [])).toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1));
  const zoneOn = (day: string) => zones.findLast(({ effectiveOn }) => effectiveOn <= day)?.zone ?? zones[0]?.zone ?? 'Etc/UTC';
  // The last one that has begun by its own clocks; nowhere on earth is it later than tomorrow by UTC.
  const dayAt = (moment: string) => {
    let day = dayOf(Date.parse(moment) + dayMs);
    while (new Date(startOf(day, zoneOn(day))) > new Date(moment)) day = dayOf(Date.parse(day) - dayMs);
    return day;
  };
  return { today: dayAt(asOf), zoneOn, dayAt };
}

/** What a clock on the wall of the zone shows, as if it were UTC. */
function wallClock(at: number, timeZone: string): number {
  const [day = '', time = ''] = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' }).format(at).split(', ');
  return Date.parse(`${day}T${time}Z`);
}

/**
 * The first moment of a day in the programme's zone, as the API takes it: what is published begins with a day for everybody, wherever it is published from.
 *
 * @example startOf('2027-07-01', 'Europe/Berlin') // '2027-06-30T22:00:00.000Z'
 */
export function startOf(day: string, timeZone: string): string {
  const wall = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(wall)) return day;
  const guess = wall - (wallClock(wall, timeZone) - wall);
  // Where the clocks change between the guess and the day's begin, the second look is right; where they leave midnight out, it may lie in the day before.
  const again = wall - (wallClock(guess, timeZone) - guess);
  const [earlier, later] = again < guess ? [again, guess] : [guess, again];
  return new Date(wallClock(earlier, timeZone) < wall ? later : earlier).toISOString();
}

/**
 * What is sent of the day from which something counts. Left empty, nothing, since it counts at once then; unless it has to be `said`: then what is empty is sent, to be complained about.
 */
export function effective(day: string, days: ProgrammeDays, said: boolean): { effectiveFrom?: string } {
  if (day === '') return said ? { effectiveFrom: '' } : {};
  return { effectiveFrom: startOf(day, days.zoneOn(day)) };
}

/** The zone in which a moment is told. */
export const zoneAt = (moment: string, days: ProgrammeDays): string => days.zoneOn(days.dayAt(moment));

/** `dayAfter('2026-12-31')` is 2027-01-01. */
export const dayAfter = (day: string): string => dayOf(Date.parse(day) + dayMs);

/** Whether what begins with a day of the programme can still be called off: tomorrow is certain, since its invoices may be booked already. What begins with a moment can be until that. */
export const isUncertain = ({ effectiveOn }: { readonly effectiveOn?: string }, { today }: ProgrammeDays): boolean => effectiveOn === undefined || effectiveOn > dayAfter(today);

/** The day with which something begins that is still to come; undefined where it has begun. */
export function comingDay({ effectiveFrom, effectiveOn }: { readonly effectiveFrom: string; readonly effectiveOn?: string }, asOf: string, days: ProgrammeDays): string | undefined {
  if (new Date(effectiveFrom) <= new Date(asOf)) return undefined;
  return effectiveOn ?? days.dayAt(effectiveFrom);
}
