import { Module } from '@nestjs/common';
import { dashboardOf } from '#libs/service/dashboard';
import { SettingPublisher } from '#libs/service/setting.publisher';
import { AccountSearch } from './account/account-search.ts';
import { AccountConsumer } from './account/account.consumer.ts';
import { AccountController } from './account/account.controller.ts';
import { ReservedAccounts } from './account/reserved-accounts.service.ts';
import { Matching } from './account/matching.ts';
import { Dashboard } from './dashboard/dashboard.service.ts';
import { ClosingDeals } from './deal/closing.service.ts';
import { DealFigures } from './deal/deal.figures.ts';
import { DealList } from './deal/deal-list.service.ts';
import { DealController } from './deal/deal.controller.ts';
import { DealMoves } from './deal/deal.moves.ts';
import { DealRecords } from './deal/deal.records.ts';
import { DealReviews } from './deal/deal.review.ts';
import { DealViews } from './deal/deal.view.ts';
import { Deciding } from './deal/deciding.service.ts';
import { DecisionController } from './deal/decision.controller.ts';
import { Extensions } from './deal/extension.service.ts';
import { OneAccount } from './deal/one-account.service.ts';
import { Opportunities } from './deal/opportunities.service.ts';
import { ProtectionSweep } from './deal/protection.sweep.ts';
import { Redecision } from './deal/redecision.service.ts';
import { Registration } from './deal/registration.service.ts';
import { Selling } from './deal/selling.service.ts';
import { PartnerConsumer } from './partner/partner.consumer.ts';
import { CrmReportConsumer } from './report/crm-report.consumer.ts';
import { HeldReportController } from './report/held-report.controller.ts';
import { HeldReports } from './report/held-reports.service.ts';
import { DealRules } from './setting/rules.service.ts';
import { SettingController } from './setting/setting.controller.ts';
import { Settings } from './setting/settings.service.ts';

@Module({
  controllers: [
    SettingController, HeldReportController, DealController, DecisionController, AccountController, AccountConsumer, PartnerConsumer, CrmReportConsumer,
    dashboardOf(Dashboard, 'What the caller has open with deals, or what waits for them.'),
  ],
  providers: [
    AccountSearch, ClosingDeals, Dashboard, DealFigures, DealList, DealMoves, DealRecords, DealReviews, DealRules, DealViews, Deciding, Extensions, HeldReports, Matching, OneAccount, Opportunities, ReservedAccounts,
    ProtectionSweep, Redecision, Registration, Selling, SettingPublisher, Settings,
  ],
})
export class LeadsModule {}
