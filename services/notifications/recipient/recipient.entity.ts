import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Locale } from '#libs/contracts/primitives';

/** A person who signs in, as far as mails and feed need to know; a copy that follows the topic `users`. */
@Entity()
export class Recipient {
  @PrimaryColumn('uuid')
  userId!: string;

  /** Null once the person was erased. */
  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text')
  locale!: Locale;

  @Column('text', { array: true })
  roles!: string[];

  /** Null for the vendor's people. */
  @Column('uuid', { nullable: true })
  partnerId!: string | null;

  @Column('text')
  status!: 'invited' | 'active' | 'disabled' | 'erased';

  @Column('boolean')
  mailWanted!: boolean;

  @Column('boolean')
  feedWanted!: boolean;

  /** Of the newest event seen about this person; older ones change nothing. */
  @Column('bigint')
  sequence!: string;

  @Column('timestamptz')
  changedAt!: Date;
}
