import { httpProblem } from '#libs/service/problems';
import { monthOf } from './calendar.ts';
import type { Programme } from './programme.ts';

/**
 * A line's month is that of the moment at which it is booked; it can be read once that is committed, which the database's time limits let take no
 * longer than two minutes.
 */
const bookedByMs = 5 * 60_000;

/** The month that is asked for, `current` or by its name, and whether nothing can be added to it any more. */
export function periodOf(asked: string, programme: Programme, now: Date): { period: string; final: boolean } {
  const running = monthOf(programme.today(now));
  const period = asked === 'current' ? running : asked;
  if (period > running) throw refused('has not begun');
  if (period < monthOf(programme.beganOn)) throw refused('was before the programme began');
  return { period, final: period < monthOf(programme.today(new Date(now.getTime() - bookedByMs))) };
}

function refused(detail: string): Error {
  return httpProblem('http/validation-failed', { errors: [{ pointer: '/period', in: 'path', detail }] });
}
