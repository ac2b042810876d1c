import { TextField } from '../form/text-field.tsx';
import { calendarDayText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { dayAfter, type ProgrammeDays } from './programme-day.ts';

interface Props {
  readonly days: ProgrammeDays;
  /** Whether it must be a day to come, the day after tomorrow or later; else it counts at once unless a day is said. */
  readonly later?: boolean;
  /** The day with which begins what it follows, where that is still to come: it begins after it. */
  readonly after?: string | undefined;
}

/** From when on, and why. */
export function WhenFields({ days, later = false, after }: Props) {
  const say = useTexts(publicationTexts);
  const tomorrow = dayAfter(days.today);
  const soonest = later ? dayAfter(tomorrow) : tomorrow;
  // What begins sooner than this one could is certain: it is not called off.
  const afterHint = later && after !== undefined && after < soonest ? 'afterCertainHint' : 'afterHint';
  const hint = after === undefined ? say(later ? 'laterHint' : 'fromHint') : say(afterHint, { day: calendarDayText(after) });
  const min = after === undefined || dayAfter(after) < soonest ? soonest : dayAfter(after);
  return (
    <>
      <TextField name={later ? 'effectiveOn' : 'effectiveFrom'} label={say('from')} type="date" min={min} hint={hint} optional={!later && after === undefined} />
      <TextField name="reason" label={say('why')} hint={say('whyHint')} lines={2} />
    </>
  );
}
