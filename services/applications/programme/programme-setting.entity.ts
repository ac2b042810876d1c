import { Entity } from 'typeorm';
import { z } from 'zod';
import { rejectionReasons } from '#libs/contracts/http/applications';
import { httpsAddress, money, tierCode } from '#libs/contracts/primitives';
import { DatedSetting } from '#libs/database/dated-setting';

/** One number or text of the programme; which there are says `settings`. */
@Entity()
export class ProgrammeSetting extends DatedSetting {}

/** The settings that must count at every moment, by key. */
export const settings = z.object({
  name: z.string(),
  review_promise_hours: z.number().positive(),
  reapply_after_days: z.number().nonnegative(),
  /** Reasons after which a rejected company may come back without waiting. */
  reapply_at_once_after: z.array(z.enum(rejectionReasons)),
  average_deal: money,
  /** The partnership team's own address, for people who have a question before they apply. */
  contact_email: z.email(),
  /** The tier that the page recommends; none where it is null. */
  most_popular_tier: tierCode.nullable(),
  /** Pages that the public one links to; no link where it is null. */
  terms_url: httpsAddress.nullable(),
  privacy_url: httpsAddress.nullable(),
});
export type Settings = z.output<typeof settings>;
