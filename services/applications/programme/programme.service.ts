import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Config } from '../config.ts';
import { ProgrammeSetting } from './programme-setting.entity.ts';
import { ProgrammeSnapshot, type ProgrammeRows } from './programme.snapshot.ts';
import { Remembered } from '#libs/database/remembered';
import { SuccessStory } from './success-story.entity.ts';
import { TierBenefit } from './tier-benefit.entity.ts';
import { TierRequirement } from './tier-requirement.entity.ts';
import { TierRate } from './tier-rate.entity.ts';
import { Tier } from './tier.entity.ts';

/** The programme's rules, read from their rows as of the clock. */
@Injectable()
export class Programme {
  private readonly rows: Remembered<ProgrammeRows>;
  private latest: { readonly rows: ProgrammeRows; readonly snapshot: ProgrammeSnapshot } | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.rows = new Remembered(config.PROGRAMME_CACHE, () => this.read());
  }

  /** As it counts now. Rows become effective to the second; a row that was added is noticed within PROGRAMME_CACHE. */
  async now(): Promise<ProgrammeSnapshot> {
    const rows = await this.rows.get();
    const now = this.clock.now();
    if (this.latest?.rows === rows && sameSecond(this.latest.snapshot.at, now)) return this.latest.snapshot;
    const snapshot = new ProgrammeSnapshot(rows, now);
    this.latest = { rows, snapshot };
    return snapshot;
  }

  forget(): void {
    this.rows.forget();
  }

  private read(): Promise<ProgrammeRows> {
    return this.database.inTransaction({ kind: 'system', name: 'programme' }, async (tx) => ({
      tiers: await tx.find(Tier),
      rates: await tx.find(TierRate, { where: { cancelled: false }, order: { version: 'DESC' } }),
      requirements: await tx.find(TierRequirement),
      benefits: await tx.find(TierBenefit),
      stories: await tx.find(SuccessStory),
      settings: await tx.find(ProgrammeSetting),
    }));
  }
}

/** A snapshot serves the second it was made in, so a busy second does not build a thousand. */
function sameSecond(a: Date, b: Date): boolean {
  return Math.floor(a.getTime() / 1000) === Math.floor(b.getTime() / 1000);
}
