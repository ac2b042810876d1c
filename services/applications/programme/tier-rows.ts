import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { PublishTierBody, TierVersion } from '#libs/contracts/http/tiers';
import type { Effective } from '#libs/database/effective';
import { Ids } from '#libs/database/ids';
import { mustFollow } from '#libs/service/publication';
import { TierBenefit } from './tier-benefit.entity.ts';
import type { TierPublication } from './tier-publication.entity.ts';
import { TierRequirement } from './tier-requirement.entity.ts';
import { Tier } from './tier.entity.ts';

type Terms = Pick<PublishTierBody, 'name' | 'requirements' | 'benefits'>;
type Row = Effective & { readonly id: string };

/** The rows that a tier consists of. What does not change keeps its row; what does gets an end, and another follows it. */
@Injectable()
export class TierRows {
  constructor(private readonly ids: Ids) {}

  async read(tx: EntityManager): Promise<ReadRows> {
    return new ReadRows(await tx.find(Tier), await tx.find(TierRequirement, { order: { position: 'ASC' } }), await tx.find(TierBenefit, { order: { position: 'ASC' } }));
  }

  async replace(tx: EntityManager, tier: string, { name, requirements, benefits }: Terms, from: Date): Promise<void> {
    const [now] = (await tx.findBy(Tier, { code: tier })).filter(isOpen);
    if (now === undefined) throw new Error(`${tier} has ended`);
    await this.succeed(tx, Tier, [now], [{ code: tier, rank: now.rank, name }], from);
    await this.succeed(tx, TierRequirement, await tx.findBy(TierRequirement, { tier }), placed(requirements, tier), from);
    await this.succeed(tx, TierBenefit, await tx.findBy(TierBenefit, { tier }), placed(benefits, tier), from);
  }

  /** What was to begin then does not, and what was to end goes on. */
  async takeBack(tx: EntityManager, tier: string, from: Date): Promise<void> {
    await this.undo(tx, Tier, await tx.findBy(Tier, { code: tier }), from);
    await this.undo(tx, TierRequirement, await tx.findBy(TierRequirement, { tier }), from);
    await this.undo(tx, TierBenefit, await tx.findBy(TierBenefit, { tier }), from);
  }

  private async undo<T extends Row>(tx: EntityManager, Rows: new () => T, there: readonly T[], from: Date): Promise<void> {
    const begins = there.filter((row) => isOpen(row) && Number(row.validFrom) === Number(from));
    const ended = there.filter((row) => !row.isCancelled && Number(row.validTo) === Number(from));
    for (const [rows, end] of [[begins, 'valid_from'], [ended, `'infinity'`]] as const) {
      if (rows.length > 0) await tx.createQueryBuilder().update(Rows).set({ validTo: () => end } as object).where({ id: In(rows.map(({ id }) => id)) }).execute();
    }
  }

  private async succeed<T extends Row>(tx: EntityManager, Rows: new () => T, there: readonly T[], wanted: readonly object[], validFrom: Date): Promise<void> {
    const open = there.filter(isOpen);
    const ended = open.filter((row) => !wanted.some((fields) => says(row, fields)));
    for (const row of ended) mustFollow(row, validFrom);
    if (ended.length > 0) await tx.createQueryBuilder().update(Rows).set({ validTo: validFrom } as object).where({ id: In(ended.map(({ id }) => id)) }).execute();
    const added = wanted.filter((fields) => !open.some((row) => says(row, fields))).map((fields) => ({ ...fields, id: this.ids.uuid(), validFrom }));
    if (added.length > 0) await tx.createQueryBuilder().insert().into(Rows).values(added as object[]).execute();
  }
}

/** Every row of every tier. */
export class ReadRows {
  constructor(
    private readonly tiers: readonly Tier[],
    private readonly requirements: readonly TierRequirement[],
    private readonly benefits: readonly TierBenefit[],
  ) {}

  rankOf(tier: string): number {
    return this.tiers.findLast(({ code }) => code === tier)?.rank ?? 0;
  }

  /** What of them counts when the version begins. */
  version({ tier, version, validFrom, publishedAt, publishedBy, reason }: TierPublication): TierVersion {
    const then = <T extends Effective>(rows: readonly T[]) => rows.filter((row) => row.countsAt(validFrom));
    return {
      tier,
      version,
      name: then(this.tiers).find(({ code }) => code === tier)?.name ?? { en: tier, de: tier },
      requirements: then(this.requirements).filter((row) => row.tier === tier).map(({ code, text, required }) => ({ code, text, required })),
      benefits: then(this.benefits).filter((row) => row.tier === tier).map(({ code, text, listed }) => ({ code, text, listed })),
      effectiveFrom: validFrom.toISOString(),
      publishedAt: publishedAt?.toISOString() ?? null,
      publishedBy,
      reason,
    };
  }
}

/** As the trail keeps it: what is asked and given by code, before and now. */
export function told(now: Terms, before: TierVersion): Record<string, string> {
  const asked = ({ requirements }: Pick<TierVersion, 'requirements'>) => requirements.map(({ code, required }) => `${code} ${typeof required === 'object' ? `${required.currency} ${required.amount}` : String(required)}`).join(', ');
  const given = ({ benefits }: Pick<TierVersion, 'benefits'>) => benefits.map(({ code }) => code).join(', ');
  return { name: now.name.en, nameBefore: before.name.en, requirements: asked(now), requirementsBefore: asked(before), benefits: given(now), benefitsBefore: given(before) };
}

const isOpen = ({ validTo }: Effective): boolean => Number(validTo) === Number.POSITIVE_INFINITY;
const placed = (list: readonly object[], tier: string): object[] => list.map((fields, index) => ({ tier, position: index + 1, ...fields }));
const says = (row: object, fields: object): boolean => Object.entries(fields).every(([name, value]) => isDeepStrictEqual(Reflect.get(row, name), value));
