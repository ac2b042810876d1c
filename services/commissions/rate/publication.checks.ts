import { invalid } from '#libs/service/publication';
import { addYears } from '../setting/calendar.ts';

/** What is published begins on a day that it cannot change any more, and within a time that somebody can mean. */
export function checkDay(effectiveOn: string, { earliest, today }: { earliest: string; today: string }): void {
  const latest = addYears(today, 10);
  if (effectiveOn < earliest) throw invalid('/effectiveOn', `must not be before ${earliest}: what is published never changes the past`);
  if (effectiveOn > latest) throw invalid('/effectiveOn', 'must be within ten years');
}
