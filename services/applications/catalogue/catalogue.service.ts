import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { catalogueAnswer } from '#libs/contracts/http/programme';
import type { Locale } from '#libs/contracts/primitives';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Config } from '../config.ts';
import { Remembered } from '#libs/database/remembered';
import { CatalogueEntry, type CatalogueKind } from './catalogue-entry.entity.ts';
import { countriesIn } from '#libs/matching/places';

type CatalogueAnswer = z.output<typeof catalogueAnswer>;
export type Codes = Readonly<Record<CatalogueKind, ReadonlySet<string>>>;

/** Codes and their labels, as of the clock. */
@Injectable()
export class Catalogue {
  private readonly rows: Remembered<CatalogueEntry[]>;
  private latest: { readonly rows: CatalogueEntry[]; readonly second: number; readonly codes: Codes } | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.rows = new Remembered(config.PROGRAMME_CACHE, () => this.read());
  }

  /** The codes that may be chosen now, by kind. */
  async codes(): Promise<Codes> {
    const rows = await this.rows.get();
    const now = this.clock.now();
    const second = Math.floor(now.getTime() / 1000);
    if (this.latest?.rows === rows && this.latest.second === second) return this.latest.codes;
    const of = (kind: CatalogueKind) => new Set(rows.filter((row) => row.kind === kind && row.countsAt(now)).map(({ code }) => code));
    const codes = {
      certification: of('certification'),
      capability: of('capability'),
      client_type: of('client_type'),
      industry: of('industry'),
      product_family: of('product_family'),
      rejection_reason: of('rejection_reason'),
    };
    this.latest = { rows, second, codes };
    return codes;
  }

  async page(locale: Locale): Promise<CatalogueAnswer> {
    const now = this.clock.now();
    const rows = (await this.rows.get()).filter((row) => row.countsAt(now)).toSorted((a, b) => a.position - b.position);
    const of = (kind: CatalogueKind) => rows.filter((row) => row.kind === kind).map(({ code, label }) => ({ code, label: label[locale] }));
    return {
      certifications: of('certification'),
      capabilities: of('capability'),
      clientTypes: of('client_type'),
      industries: of('industry'),
      productFamilies: of('product_family'),
      rejectionReasons: of('rejection_reason'),
      countries: countriesIn(locale),
    };
  }

  private read(): Promise<CatalogueEntry[]> {
    return this.database.inTransaction({ kind: 'system', name: 'catalogue' }, (tx) => tx.find(CatalogueEntry));
  }
}
