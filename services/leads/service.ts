import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { Erasure1700000000003 } from '#libs/messaging/erasure.migration';
import { FirstEvents1700000000002 } from '#libs/messaging/first-events.migration';
import { Messaging1700000000001 } from '#libs/messaging/messaging.migration';
import { defineService } from '#libs/service/service';
import { CrmAccount } from './account/crm-account.entity.ts';
import { ReservedPeriod } from './account/reserved-period.entity.ts';
import { Config } from './config.ts';
import { DealActivity } from './deal/deal-activity.entity.ts';
import { DealExtension } from './deal/deal-extension.entity.ts';
import { DealHistory } from './deal/deal-history.entity.ts';
import { Deal } from './deal/deal.entity.ts';
import { LeadsModule } from './leads.module.ts';
import { Setting1780000000001 } from './migrations/01-setting.migration.ts';
import { Account1780000000002 } from './migrations/02-account.migration.ts';
import { Deal1780000000003 } from './migrations/03-deal.migration.ts';
import { SettingPublication1780000000004 } from './migrations/04-setting-publication.migration.ts';
import { Cancellation1780000000005 } from './migrations/05-cancellation.migration.ts';
import { Inactivity1780000000006 } from './migrations/06-inactivity.migration.ts';
import { ReservedPeriod1780000000007 } from './migrations/07-reserved-period.migration.ts';
import { Partner } from './partner/partner.entity.ts';
import { HeldReport } from './report/held-report.entity.ts';
import { DealSetting } from './setting/deal-setting.entity.ts';
import { ProductFamily } from './setting/product-family.entity.ts';

export const leads = defineService({
  name: 'leads',
  description: 'How partners register deals without conflict: end customers, registrations and their protection, and what the CRM says became of them.',
  config: Config,
  entities: [CrmAccount, Deal, DealActivity, DealExtension, DealHistory, DealSetting, HeldReport, Partner, ProductFamily, ReservedPeriod],
  migrations: [Foundation1700000000000, Messaging1700000000001, FirstEvents1700000000002, Erasure1700000000003, Setting1780000000001, Account1780000000002, Deal1780000000003, SettingPublication1780000000004, Cancellation1780000000005, Inactivity1780000000006, ReservedPeriod1780000000007],
  module: LeadsModule,
});
