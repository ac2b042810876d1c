import { Module } from '@nestjs/common';
import { CommissionDigests } from './digest/commission-digests.ts';
import { MailDigestQueue } from './digest/mail-digest.queue.ts';
import { MailDigests } from './digest/mail-digests.ts';
import { FeedController } from './feed/feed.controller.ts';
import { FeedReplayController } from './feed/feed-replay.controller.ts';
import { Feed } from './feed/feed.service.ts';
import { Deliveries } from './mail/deliveries.service.ts';
import { DeliveryQueue } from './mail/delivery.queue.ts';
import { ExpiredLinks } from './mail/expired-links.ts';
import { FailedMailsController } from './mail/failed-mails.controller.ts';
import { FailedMails } from './mail/failed-mails.service.ts';
import { MailBreaker } from './mail/mail.breaker.ts';
import { MailComposer } from './mail/mail.composer.ts';
import { MailLoop } from './mail/mail.loop.ts';
import { MailMetrics } from './mail/mail.metrics.ts';
import { MailPace } from './mail/mail.pace.ts';
import { MailSender } from './mail/mail.sender.ts';
import { MailTransport } from './mail/mail.transport.ts';
import { ApplicationsConsumer } from './notice/applications.consumer.ts';
import { Audiences } from './notice/audiences.service.ts';
import { DealsConsumer } from './notice/deals.consumer.ts';
import { NoticeBatch } from './notice/notice-batch.ts';
import { CommissionsConsumer } from './notice/commissions.consumer.ts';
import { NoticeWriter } from './notice/notice.writer.ts';
import { Notices } from './notice/notices.service.ts';
import { PartnersConsumer } from './notice/partners.consumer.ts';
import { UsersConsumer } from './notice/users.consumer.ts';
import { NoticePreferencesController } from './preference/notice-preferences.controller.ts';
import { NoticePreferences } from './preference/notice-preferences.ts';
import { RecipientConsumer } from './recipient/recipient.consumer.ts';
import { Recipients } from './recipient/recipients.service.ts';
import { Retention } from './retention.ts';

@Module({
  // The copy of people first: what an event tells is then told to people as they are after it.
  controllers: [RecipientConsumer, ApplicationsConsumer, PartnersConsumer, DealsConsumer, UsersConsumer, CommissionsConsumer, FailedMailsController, FeedController, FeedReplayController, NoticePreferencesController],
  providers: [
    Recipients, Audiences, CommissionDigests, MailDigestQueue, MailDigests, NoticePreferences, Notices, NoticeBatch, NoticeWriter, Feed, Deliveries, DeliveryQueue, ExpiredLinks, FailedMails, MailBreaker, MailComposer, MailTransport, MailSender, MailMetrics, MailPace, MailLoop, Retention,
  ],
})
export class NotificationsModule {}
