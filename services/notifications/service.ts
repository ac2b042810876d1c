import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { Erasure1700000000003 } from '#libs/messaging/erasure.migration';
import { Messaging1700000000001 } from '#libs/messaging/messaging.migration';
import { defineService } from '#libs/service/service';
import { Config } from './config.ts';
import { FeedEntry } from './feed/feed-entry.entity.ts';
import { Delivery } from './mail/delivery.entity.ts';
import { Notifications1763856000000 } from './migrations/01-notifications.migration.ts';
import { DeliveryTraceparent1764028800000 } from './migrations/02-delivery-traceparent.migration.ts';
import { CommissionDigest1790100000001 } from './migrations/03-commission-digest.migration.ts';
import { NoticePreference1790100000002 } from './migrations/04-notice-preference.migration.ts';
import { DeliveryCorrelation1790100000003 } from './migrations/05-delivery-correlation.migration.ts';
import { NotificationsModule } from './notifications.module.ts';
import { NoticePreference } from './preference/notice-preference.entity.ts';
import { Recipient } from './recipient/recipient.entity.ts';

export const notifications = defineService({
  name: 'notifications',
  description: 'Mails, the feed of signed-in people, and the local copy of whom to tell.',
  config: Config,
  entities: [Recipient, Delivery, FeedEntry, NoticePreference],
  migrations: [Foundation1700000000000, Messaging1700000000001, Erasure1700000000003, Notifications1763856000000, DeliveryTraceparent1764028800000, CommissionDigest1790100000001, NoticePreference1790100000002, DeliveryCorrelation1790100000003],
  module: NotificationsModule,
});
