import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ActivityBody } from '#libs/contracts/http/deals';

/** Evidence that the partner worked on the deal. */
@Entity()
export class DealActivity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') dealId!: string;
  @Column('uuid') partnerId!: string;
  @Column('text') kind!: ActivityBody['kind'];
  @Column('date') doneOn!: string;
  @Column('text') note!: string;
  @Column('uuid') loggedBy!: string;
  @Column('timestamptz') loggedAt!: Date;
}
