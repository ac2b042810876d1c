const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs more than a thousand uses of it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  formats.set(timeZone, known);
  return known;
}

/** What a clock on the wall of the zone shows, as if it were UTC. */
function wallClock(instant: Date, timeZone: string): number {
  const [day = '', time = ''] = formatOf(timeZone).format(instant).split(', ');
  return Date.parse(`${day}T${time}Z`);
}

/** The calendar day in a time zone: `dayIn(new Date('2026-11-01T02:00:00Z'), 'America/New_York')` is 2026-10-31. */
export function dayIn(instant: Date, timeZone: string): string {
  return new Date(wallClock(instant, timeZone)).toISOString().slice(0, 10);
}

/** What was looked for: the rows of a batch are of a few days, and each asks. */
const starts = new Map<string, number>();
const mostStarts = 5_000;

/** The first moment of a day in a time zone. */
export function startOfDay(day: string, timeZone: string): Date {
  const name = `${timeZone} ${day}`;
  const known = starts.get(name);
  if (known !== undefined) return new Date(known);
  const start = findStart(day, timeZone);
  if (starts.size >= mostStarts) starts.clear();
  starts.set(name, start);
  return new Date(start);
}

function findStart(day: string, timeZone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`);
  const guess = wall - (wallClock(new Date(wall), timeZone) - wall);
  // Where the clocks change between the guess and the day's begin, the second look is right; where they leave midnight out, it may lie in the day before.
  const again = wall - (wallClock(new Date(guess), timeZone) - guess);
  const [earlier, later] = again < guess ? [again, guess] : [guess, again];
  return dayIn(new Date(earlier), timeZone) < day ? later : earlier;
}

/** Whether the runtime knows a zone of that name. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}
