import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { users } from '#libs/contracts/events/users';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from '#libs/messaging/consumes';
import { Deliveries } from '../mail/deliveries.service.ts';
import { MailDigestQueue } from '../digest/mail-digest.queue.ts';
import { Feed } from '../feed/feed.service.ts';
import { NoticeBatch } from '../notice/notice-batch.ts';
import { NoticePreferences } from '../preference/notice-preferences.ts';
import { type PersonState, Recipients } from './recipients.service.ts';

type Users = typeof users;

/** Keeps the local copy of people; what they are told about is notice/users.consumer.ts. */
@Controller()
export class RecipientConsumer {
  constructor(
    private readonly recipients: Recipients,
    private readonly deliveries: Deliveries,
    private readonly feed: Feed,
    private readonly batch: NoticeBatch,
    private readonly preferences: NoticePreferences,
    private readonly digests: MailDigestQueue,
  ) {}

  @Consumes(users, 'user.invited.v1')
  async rememberInvited(event: EventOf<Users, 'user.invited.v1'>, tx: EntityManager): Promise<void> {
    await this.keep(tx, event, { ...event.data, status: 'invited' });
  }

  @Consumes(users, 'user.activated.v1')
  async rememberActive(event: EventOf<Users, 'user.activated.v1'>, tx: EntityManager): Promise<void> {
    await this.keep(tx, event, { ...event.data, status: 'active' });
  }

  @Consumes(users, 'user.changed.v1')
  async rememberChange(event: EventOf<Users, 'user.changed.v1'>, tx: EntityManager): Promise<void> {
    await this.keep(tx, event, event.data);
  }

  @Consumes(users, 'user.snapshotted.v1')
  async rememberSnapshot(event: EventOf<Users, 'user.snapshotted.v1'>, tx: EntityManager): Promise<void> {
    await this.keep(tx, event, event.data);
  }

  @Consumes(users, 'person.erased.v1')
  async erasePerson(event: EventOf<Users, 'person.erased.v1'>, tx: EntityManager): Promise<void> {
    // What earlier events of this transaction tell the person is to be erased with the rest.
    await this.batch.flush(tx);
    const erased = await this.recipients.erase(tx, event.subject, event.data.email, event.sequence ?? 0);
    await this.deliveries.erase(tx, event.data.email);
    await this.feed.erase(tx, erased);
    await this.preferences.erase(tx, erased);
    await this.digests.erase(tx, erased);
  }

  /** What earlier events of this transaction tell goes to people as they were before. */
  private async keep(tx: EntityManager, { subject, sequence = 0 }: Pick<EventOf<Users, 'user.changed.v1'>, 'subject' | 'sequence'>, person: PersonState): Promise<void> {
    await this.batch.flushWhereSought(tx);
    await this.recipients.keep(tx, subject, sequence, person);
  }
}
