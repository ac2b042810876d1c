import { dayIn, startOfDay } from '#libs/database/time-zone';

const hourMs = 3_600_000;

/** Six o'clock of the day after, on a day on which the clocks change five or seven. */
export function morningAfter(day: string, zone: string): Date {
  const noonAfter = new Date(startOfDay(day, zone).getTime() + 36 * hourMs);
  return new Date(startOfDay(dayIn(noonAfter, zone), zone).getTime() + 6 * hourMs);
}

/** The next six o'clock, for what is told of a day whose own morning is over. */
export function nextMorning(now: Date, zone: string): Date {
  const today = dayIn(now, zone);
  const six = new Date(startOfDay(today, zone).getTime() + 6 * hourMs);
  return now < six ? six : morningAfter(today, zone);
}

/** The next half past six: what is added up until six is told by then, and comes with the rest. An hour off on a day on which the clocks change. */
export function nextSummary(now: Date, zone: string): Date {
  const today = dayIn(now, zone);
  const soonest = new Date(startOfDay(today, zone).getTime() + 6.5 * hourMs);
  return now < soonest ? soonest : new Date(morningAfter(today, zone).getTime() + hourMs / 2);
}
