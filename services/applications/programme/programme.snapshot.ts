import { settingsAt } from '#libs/database/dated-setting';
import type { Effective } from '#libs/database/effective';
import type { ProgrammeSetting, Settings } from './programme-setting.entity.ts';
import { settings } from './programme-setting.entity.ts';
import type { Labels } from './labels.ts';
import { RequirementSheet } from './requirement-sheet.entity.ts';
import type { SuccessStory } from './success-story.entity.ts';
import { dedicatedManager, type TierBenefit } from './tier-benefit.entity.ts';
import type { TierRequirement } from './tier-requirement.entity.ts';
import type { TierRate } from './tier-rate.entity.ts';
import type { Tier } from './tier.entity.ts';

/** Every row, past and to come. */
export interface ProgrammeRows {
  readonly tiers: readonly Tier[];
  /** The latest version of each tier first. */
  readonly rates: readonly TierRate[];
  readonly requirements: readonly TierRequirement[];
  readonly benefits: readonly TierBenefit[];
  readonly stories: readonly SuccessStory[];
  readonly settings: readonly ProgrammeSetting[];
}

export interface TierAsOf {
  readonly tier: Tier;
  /** Decimal text; null for a tier that has none yet. */
  readonly percent: string | null;
  readonly requirements: readonly TierRequirement[];
  readonly benefits: readonly TierBenefit[];
}

/** The programme as it counts at one moment. */
export class ProgrammeSnapshot {
  /** Lowest first. */
  readonly tiers: readonly TierAsOf[];
  readonly stories: readonly SuccessStory[];
  readonly settings: Settings;
  private asked: RequirementSheet | undefined;

  constructor(
    rows: ProgrammeRows,
    readonly at: Date,
  ) {
    const now = <T extends Effective>(list: readonly T[]) => list.filter((row) => row.countsAt(at));
    const requirements = now(rows.requirements).toSorted(byPosition);
    const benefits = now(rows.benefits).toSorted(byPosition);
    this.tiers = now(rows.tiers)
      .toSorted((a, b) => a.rank - b.rank)
      .map((tier) => ({
        tier,
        percent: rows.rates.find((rate) => rate.tier === tier.code && rate.validFrom <= at)?.percent ?? null,
        requirements: requirements.filter((row) => row.tier === tier.code),
        benefits: benefits.filter((row) => row.tier === tier.code),
      }));
    this.stories = now(rows.stories).toSorted(byPosition);
    this.settings = settings.parse(settingsAt(rows.settings, at));
  }

  /** The requirements as they are kept beside applications. */
  get sheet(): RequirementSheet {
    return (this.asked ??= RequirementSheet.of(this));
  }

  has(tier: string): boolean {
    return this.tiers.some((candidate) => candidate.tier.code === tier);
  }

  /** What the programme calls the tier now; undefined where it has none of this code. */
  nameOf(tier: string): Labels | undefined {
    return this.tiers.find((candidate) => candidate.tier.code === tier)?.tier.name;
  }

  /** The tiers whose partners have a partner manager of their own. */
  get tiersWithManager(): readonly string[] {
    return this.tiers.filter(({ benefits }) => benefits.some(({ code }) => code === dedicatedManager)).map(({ tier }) => tier.code);
  }
}

function byPosition(a: { position: number }, b: { position: number }): number {
  return a.position - b.position;
}
