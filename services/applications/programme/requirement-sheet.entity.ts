import { createHash } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Labels } from './labels.ts';
import type { ProgrammeSnapshot } from './programme.snapshot.ts';
import type { TierRequirement } from './tier-requirement.entity.ts';

/** What the programme asks for in one tier. */
export interface TierAsked {
  readonly tier: string;
  readonly name: Labels;
  readonly criteria: readonly Pick<TierRequirement, 'code' | 'text' | 'required'>[];
}

/**
 * What the programme asked for, tier by tier, lowest first, as it was at some time. Kept once for all applications that answered it: an
 * application holds its results and names its sheet. Never changed, since its id is its content's digest.
 */
@Entity()
export class RequirementSheet {
  @PrimaryColumn('text') id!: string;
  @Column('jsonb') tiers!: TierAsked[];

  static of({ tiers }: ProgrammeSnapshot): RequirementSheet {
    const asked = tiers.map(({ tier, requirements }) => ({
      tier: tier.code,
      name: tier.name,
      criteria: requirements.map(({ code, text, required }) => ({ code, text, required })),
    }));
    return Object.assign(new RequirementSheet(), { id: createHash('sha256').update(JSON.stringify(asked)).digest('base64url'), tiers: asked });
  }
}
