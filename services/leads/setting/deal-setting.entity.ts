import { Entity } from 'typeorm';
import { z } from 'zod';
import { DatedSetting } from '#libs/database/dated-setting';

/** One number of deal registration; which there are says `settings`. */
@Entity()
export class DealSetting extends DatedSetting {}

const days = z.number().int().positive();

/** The settings that must count at every moment, by key. */
export const settings = z.object({
  /** Whether a clear registration needs no person. */
  auto_approve: z.boolean(),
  protection_days: days,
  /** How many days before its end a protection is reminded of. */
  protection_reminder_days: z.array(days),
  extension_days: days,
  /** After so many days without an activity the partner is reminded, after so many the protection is taken away. */
  inactivity_reminder_days: days,
  inactivity_revoke_days: days,
});
export type Settings = z.output<typeof settings>;
