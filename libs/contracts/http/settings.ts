import { z } from 'zod';
import { rejectionReasons } from './applications.ts';
import { day, email, httpsAddress, id, instant, money, positiveMoney, tierCode } from '../primitives.ts';
import { line, paragraph } from '../text.ts';

/** Why something of the programme is changed, in the words of who changes it. */
export const why = paragraph(500);

/** Who published something, when and why; null for what the programme began with. */
export const publication = { publishedAt: instant.nullable(), publishedBy: id.nullable(), reason: z.string().nullable() };

/** The last value of the setting as whoever publishes has seen it, by its id: refused where somebody else has published or cancelled meanwhile. Not asked where it is not said. */
const follows = id.optional();

/** From when on something counts: not before now, and at once where it is not said. */
const when = { effectiveFrom: instant.optional(), follows, reason: why };

const days = (least: number, most: number) => z.number().int().min(least).max(most);
const dated = <K extends string, V extends z.ZodType>(key: K, value: V) => z.strictObject({ key: z.literal(key), value, ...when });

/** The programme's own settings, each with what it may be. */
export const publishProgrammeSettingBody = z
  .discriminatedUnion('key', [
    dated('name', line(100)),
    /** Hours within which an application is decided. */
    dated('review_promise_hours', z.number().int().min(1).max(720)),
    /** Days after which a company that was turned down may apply again. */
    dated('reapply_after_days', days(0, 365)),
    /** Reasons after which it may do so without waiting. */
    dated('reapply_at_once_after', z.array(z.enum(rejectionReasons)).max(rejectionReasons.length)),
    dated('average_deal', positiveMoney),
    dated('contact_email', email),
    /** The tier that the page recommends, or none. */
    dated('most_popular_tier', tierCode.nullable()),
    /** Where the terms stand that applicants accept, and what is said about personal data; no link where it is null. */
    dated('terms_url', httpsAddress.nullable()),
    dated('privacy_url', httpsAddress.nullable()),
  ])
  .meta({ id: 'NewProgrammeSetting' });

/** The settings of deal registration. */
export const publishDealSettingBody = z
  .discriminatedUnion('key', [
    dated('auto_approve', z.boolean()),
    dated('protection_days', days(1, 730)),
    /** How many days before its end a protection is reminded of. */
    dated('protection_reminder_days', z.array(days(1, 365)).max(5)),
    dated('extension_days', days(1, 365)),
    dated('inactivity_reminder_days', days(1, 729)),
    dated('inactivity_revoke_days', days(2, 730)),
  ])
  .meta({ id: 'NewDealSetting' });

const fromDay = <K extends string, V extends z.ZodType>(key: K, value: V) => z.strictObject({ key: z.literal(key), value, effectiveOn: day, follows, reason: why });

/** The settings of commissions, which begin with a day of the programme as rates do: the day after tomorrow or later. */
export const publishCommissionSettingBody = z
  .discriminatedUnion('key', [
    /** Days between the payment of an invoice and the day on which its commission may be paid. */
    fromDay('hold_days', days(0, 365)),
    /** The zone in which the programme's days and months begin and end. */
    fromDay('time_zone', line(64)),
  ])
  .meta({ id: 'NewCommissionSetting' });

/** A number, a text, a list of either, yes or no, an amount, or nothing. */
const value = z.union([z.boolean(), z.number(), z.string(), z.array(z.number()), z.array(z.string()), money]).nullable();

/** One value of a setting; it counts until the next one of its key begins. `effectiveOn`: of those that begin with a day of the programme. */
export const settingVersion = z.object({ id, key: z.string(), value, effectiveFrom: instant, effectiveOn: day.optional(), ...publication }).meta({ id: 'SettingVersion' });
/** `asOf`: when it was read, by the clock that says what has begun. */
export const settingsAnswer = z.object({ asOf: instant, items: z.array(settingVersion) }).meta({ id: 'Settings' });

/** Which value is cancelled is said by its id: never one that somebody else has published meanwhile, even from the same moment. */
export const cancelSettingBody = z.strictObject({ id, reason: why }).meta({ id: 'SettingCancellation' });

export type PublishProgrammeSettingBody = z.output<typeof publishProgrammeSettingBody>;
export type PublishDealSettingBody = z.output<typeof publishDealSettingBody>;
export type PublishCommissionSettingBody = z.output<typeof publishCommissionSettingBody>;
export type CancelSettingBody = z.output<typeof cancelSettingBody>;
export type SettingVersion = z.output<typeof settingVersion>;
