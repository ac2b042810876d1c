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

/** What is sent of the day from which something counts: nothing where it is left empty, since it counts at once then. */
export const effective = (day: string, timeZone: string): { effectiveFrom?: string } => (day === '' ? {} : { effectiveFrom: startOf(day, timeZone) });
