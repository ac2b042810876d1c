import { Column, Entity, PrimaryColumn } from 'typeorm';
import { z } from 'zod';
import { rejectionReasons } from '#libs/contracts/http/applications';
import { money } from '#libs/contracts/primitives';
import { Effective } from '#libs/database/effective';

/** One number or text of the programme; which there are says `settings`. */
@Entity()
export class ProgrammeSetting extends Effective {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') key!: string;
  @Column('jsonb') value!: unknown;
}

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
});
export type Settings = z.output<typeof settings>;
