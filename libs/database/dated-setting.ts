import { Column, PrimaryColumn } from 'typeorm';
import type { SettingVersion } from '#libs/contracts/http/settings';
import { Effective } from './effective.ts';

/** One number or text, by key, from a moment on; only added to, save that a row's end is set when another follows it. */
export abstract class DatedSetting extends Effective {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') key!: string;
  @Column('jsonb') value!: SettingVersion['value'];
  /** null for what was there from the beginning, as are the two below. */
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  @Column('uuid', { nullable: true }) publishedBy!: string | null;
  /** In the words of who published it. */
  @Column('text', { nullable: true }) reason!: string | null;
}

/** What counts at a moment, by key. */
export function settingsAt(rows: readonly DatedSetting[], moment: Date): Record<string, unknown> {
  return Object.fromEntries(rows.filter((row) => row.countsAt(moment)).map(({ key, value }) => [key, value]));
}
