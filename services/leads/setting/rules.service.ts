import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { settingsAt } from '#libs/database/dated-setting';
import { Remembered } from '#libs/database/remembered';
import { Config } from '../config.ts';
import { DealSetting, settings, type Settings } from './deal-setting.entity.ts';
import { ProductFamily } from './product-family.entity.ts';

/** What counts at one moment. */
export interface Rules {
  readonly settings: Settings;
  /** As they counted, or will, at another moment. */
  readonly settingsAt: (moment: Date) => Settings;
  readonly productFamilies: ReadonlySet<string>;
}

interface Rows {
  readonly settings: readonly DealSetting[];
  readonly families: readonly ProductFamily[];
}

/** The numbers and product families of deal registration, read from their rows as of the clock. */
@Injectable()
export class DealRules {
  private readonly rows: Remembered<Rows>;
  private latest: { readonly rows: Rows; readonly second: number; readonly rules: Rules } | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.rows = new Remembered(config.SETTINGS_CACHE, () => this.database.inTransaction({ kind: 'system', name: 'leads.rules' }, read));
  }

  /**
   * As they count now. Rows become effective to the second; a row that was added is noticed within SETTINGS_CACHE.
   * Whoever is in a transaction passes it.
   */
  async now(tx?: EntityManager): Promise<Rules> {
    const rows = await (tx === undefined ? this.rows.get() : this.rows.getBy(() => read(tx)));
    const now = this.clock.now();
    const second = Math.floor(now.getTime() / 1000);
    if (this.latest?.rows === rows && this.latest.second === second) return this.latest.rules;
    const at = (moment: Date) => settings.parse(settingsAt(rows.settings, moment));
    const rules = {
      settings: at(now),
      settingsAt: at,
      productFamilies: new Set(rows.families.filter((row) => row.countsAt(now)).map(({ code }) => code)),
    };
    this.latest = { rows, second, rules };
    return rules;
  }

  /** What was added is seen by the next who asks. */
  forget(): void {
    this.rows.forget();
  }
}

async function read(tx: EntityManager): Promise<Rows> {
  return { settings: await tx.find(DealSetting), families: await tx.find(ProductFamily) };
}
