import type { Settings } from '../setting/deal-setting.entity.ts';

export const dayMs = 86_400_000;

/** What of a deal decides when something is due. */
export interface Protected {
  readonly protectedUntil: Date | null;
  readonly activeSince: Date | null;
  readonly remindedDays: number | null;
  readonly inactivityWarned: boolean;
  readonly warnNotBefore: Date | null;
  readonly revokeNotBefore: Date | null;
  readonly extension: 'requested' | 'granted' | 'refused' | null;
}

/** What is due, and from when on. */
export type DueStep =
  | { readonly kind: 'expire'; readonly at: Date }
  | { readonly kind: 'revoke'; readonly at: Date }
  | { readonly kind: 'warn'; readonly at: Date }
  | { readonly kind: 'remind'; readonly at: Date; readonly days: number };

/**
 * Everything that lies ahead of a protected deal, the earliest first. While an extension is being asked for, the protection does not end:
 * the partner is not to lose by our slowness.
 */
export function stepsAhead(deal: Protected, settings: Settings): DueStep[] {
  const { protectedUntil, activeSince, remindedDays, inactivityWarned, extension } = deal;
  if (protectedUntil === null || activeSince === null) return [];
  const { warn, revoke } = inactivityOf(deal, activeSince, settings);
  const steps: DueStep[] = [{ kind: 'revoke', at: revoke }];
  if (extension !== 'requested') steps.push({ kind: 'expire', at: protectedUntil });
  if (!inactivityWarned) steps.push({ kind: 'warn', at: warn });
  for (const days of settings.protection_reminder_days) {
    if (remindedDays === null || days < remindedDays) steps.push({ kind: 'remind', at: before(protectedUntil, days), days });
  }
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** When the partner is told that nothing was done about a deal, and when its protection is taken away for that. */
export function inactivityOf({ warnNotBefore, revokeNotBefore }: Pick<Protected, 'warnNotBefore' | 'revokeNotBefore'>, activeSince: Date, settings: Settings): { warn: Date; revoke: Date } {
  const after = (days: number, notBefore: Date | null) => new Date(Math.max(activeSince.getTime() + days * dayMs, notBefore?.getTime() ?? 0));
  return { warn: after(settings.inactivity_reminder_days, warnNotBefore), revoke: after(settings.inactivity_revoke_days, revokeNotBefore) };
}

/** The reminders that a protection does not need any more because it is shorter, as the number of days of the last of them. */
export function remindersPast(protectedUntil: Date, at: Date, settings: Settings): number | null {
  const past = settings.protection_reminder_days.filter((days) => before(protectedUntil, days) <= at);
  return past.length === 0 ? null : Math.min(...past);
}

/** Where other reminders come to count for a deal: after which of them it needs no more, since their day was over before. They would tell of more days than are left. */
export function remindersMissed({ protectedUntil, remindedDays }: Pick<Protected, 'protectedUntil' | 'remindedDays'>, at: Date, settings: Settings, previous: Settings): number | null {
  if (protectedUntil === null) return remindedDays;
  const added = settings.protection_reminder_days.filter((days) => !previous.protection_reminder_days.includes(days));
  const past = remindersPast(protectedUntil, at, { ...settings, protection_reminder_days: added });
  return past === null || remindedDays === null ? (past ?? remindedDays) : Math.min(past, remindedDays);
}

function before(end: Date, days: number): Date {
  return new Date(end.getTime() - days * dayMs);
}
