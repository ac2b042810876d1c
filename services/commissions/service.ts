import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { Erasure1700000000003 } from '#libs/messaging/erasure.migration';
import { Messaging1700000000001 } from '#libs/messaging/messaging.migration';
import { defineService } from '#libs/service/service';
import { Commission } from './commission/commission.entity.ts';
import { CommissionsModule } from './commissions.module.ts';
import { Config } from './config.ts';
import { Deal } from './deal/deal.entity.ts';
import { CommissionException } from './exception/commission-exception.entity.ts';
import { Invoice } from './invoice/invoice.entity.ts';
import { Refund } from './invoice/refund.entity.ts';
import { Journal } from './ledger/journal.entity.ts';
import { Rates1790000000001 } from './migrations/01-rates.migration.ts';
import { Books1790000000002 } from './migrations/02-books.migration.ts';
import { Ledger1790000000003 } from './migrations/03-ledger.migration.ts';
import { Booking1790000000004 } from './migrations/04-booking.migration.ts';
import { Reasons1790000000005 } from './migrations/05-reasons.migration.ts';
import { SettingPublication1790000000006 } from './migrations/06-setting-publication.migration.ts';
import { Cancellation1790000000007 } from './migrations/07-cancellation.migration.ts';
import { Partner, PartnerTier } from './partner/partner.entity.ts';
import { Plan } from './rate/plan.entity.ts';
import { Rate } from './rate/rate.entity.ts';
import { CommissionSetting } from './setting/commission-setting.entity.ts';

export const commissions = defineService({
  name: 'commissions',
  description: 'What partners earn: rates, the ledger, statements.',
  config: Config,
  entities: [Commission, CommissionException, CommissionSetting, Deal, Invoice, Journal, Partner, PartnerTier, Plan, Rate, Refund],
  migrations: [
    Foundation1700000000000,
    Messaging1700000000001,
    Erasure1700000000003,
    Rates1790000000001,
    Books1790000000002,
    Ledger1790000000003,
    Booking1790000000004,
    Reasons1790000000005,
    SettingPublication1790000000006,
    Cancellation1790000000007,
  ],
  module: CommissionsModule,
});
