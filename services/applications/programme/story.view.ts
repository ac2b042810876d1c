import type { StoryVersion } from '#libs/contracts/http/tiers';
import type { SuccessStory } from './success-story.entity.ts';

/** A version with everything about it, for the vendor's people. */
export function storyView(row: Omit<SuccessStory, 'countsAt' | 'isCancelled'>): StoryVersion {
  const { storyId: id, version, company, headline, position, tier, dealValue, commission, growthPercent, growthMonths, dealsPerYear, validFrom, validTo, publishedAt, publishedBy, reason } = row;
  const { withdrawnAt, withdrawnBy, withdrawalReason } = row;
  return {
    id, version, company, headline, position, tier, dealValue, commission, growthPercent, growthMonths, dealsPerYear,
    effectiveFrom: validFrom.toISOString(),
    endsAt: validTo instanceof Date ? validTo.toISOString() : null,
    publishedAt: publishedAt?.toISOString() ?? null,
    publishedBy,
    reason,
    withdrawal: withdrawnAt === null || withdrawnBy === null || withdrawalReason === null ? null : { at: withdrawnAt.toISOString(), by: withdrawnBy, reason: withdrawalReason },
  };
}
