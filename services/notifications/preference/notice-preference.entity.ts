import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MailWay, NoticeKind } from '#libs/contracts/http/notifications';

/** How somebody wants to hear of one kind of news, where it is not as usual. */
@Entity()
export class NoticePreference {
  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn('text')
  kind!: NoticeKind;

  @Column('text')
  mail!: MailWay;

  @Column('boolean')
  feed!: boolean;
}
