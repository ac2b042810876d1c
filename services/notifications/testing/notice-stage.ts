import { Metrics } from '#libs/service/metrics';
import { MailDigestQueue } from '../digest/mail-digest.queue.ts';
import { Feed } from '../feed/feed.service.ts';
import { Deliveries } from '../mail/deliveries.service.ts';
import { ApplicationsConsumer } from '../notice/applications.consumer.ts';
import { Audiences } from '../notice/audiences.service.ts';
import { DealsConsumer } from '../notice/deals.consumer.ts';
import { NoticeBatch } from '../notice/notice-batch.ts';
import { NoticeWriter } from '../notice/notice.writer.ts';
import { Notices } from '../notice/notices.service.ts';
import { UsersConsumer } from '../notice/users.consumer.ts';
import { NoticePreferences } from '../preference/notice-preferences.ts';
import { RecipientConsumer } from '../recipient/recipient.consumer.ts';
import { Recipients } from '../recipient/recipients.service.ts';
import type { SenderStage } from './sender-stage.ts';

/** The consumers without broker and inbox, for specs that choose what shares a transaction. */
export function consumersOf(stage: SenderStage) {
  const { clock } = stage;
  const recipients = new Recipients(clock);
  const deliveries = new Deliveries(clock, stage.ids);
  const feed = new Feed(stage.db.database, stage.outbox, clock);
  const [preferences, digests] = [new NoticePreferences(stage.db.database), new MailDigestQueue(stage.config, clock)];
  const metrics = new Metrics('notifications');
  const batch = new NoticeBatch(new NoticeWriter(recipients, preferences, digests, deliveries, feed, metrics));
  const [notices, audiences] = [new Notices(batch), new Audiences(stage.config)];
  return {
    people: new RecipientConsumer(recipients, deliveries, feed, batch, preferences, digests),
    applications: new ApplicationsConsumer(notices, audiences),
    users: new UsersConsumer(notices, audiences),
    deals: new DealsConsumer(notices, audiences),
    unaddressed: () => metrics.registry.getSingleMetricAsString('notices_unaddressed_total'),
  };
}
