import type { OneDeal } from './deal-queries.ts';

const dayMs = 86_400_000;

/** Whole days until then, rounded down: "1 day left" is a promise. */
export const daysUntil = (instant: string, now: number): number => Math.max(0, Math.floor((Date.parse(instant) - now) / dayMs));

/** When the deal became protected; undefined where it is not known to have been. */
export const approvedAt = ({ timeline }: Pick<OneDeal, 'timeline'>): string | undefined => timeline.find(({ status }) => status === 'approved')?.at;

/** Whether something was done since then, without which there is no extension. The server has the last word. */
export function isWorkedOn({ timeline, activities }: Pick<OneDeal, 'timeline' | 'activities'>): boolean {
  const since = Date.parse(approvedAt({ timeline }) ?? '');
  return activities.some(({ date, loggedAt }) => Date.parse(loggedAt) > since && Date.parse(`${date}T23:59:59.999Z`) > since);
}
