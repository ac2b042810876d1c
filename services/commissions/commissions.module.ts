import { Module } from '@nestjs/common';
import { dashboardOf } from '#libs/service/dashboard';
import { Bookkeeping } from './booking/bookkeeping.service.ts';
import { CommissionList } from './commission/commission-list.service.ts';
import { CommissionController } from './commission/commission.controller.ts';
import { ReleaseSweep } from './commission/release.sweep.ts';
import { Dashboard } from './dashboard/dashboard.service.ts';
import { ClosingDaySweep } from './deal/closing-day.sweep.ts';
import { DealConsumer } from './deal/deal.consumer.ts';
import { ExceptionController } from './exception/exception.controller.ts';
import { ExceptionFigures } from './exception/exception.figures.ts';
import { Exceptions } from './exception/exceptions.service.ts';
import { InvoiceConsumer } from './invoice/invoice.consumer.ts';
import { InvoiceController } from './invoice/invoice.controller.ts';
import { Invoices } from './invoice/invoices.service.ts';
import { WaitingReports } from './invoice/waiting-reports.ts';
import { LedgerCheck } from './ledger/ledger.check.ts';
import { LedgerVerification } from './ledger/ledger.verification.ts';
import { MonthController } from './month/month.controller.ts';
import { Months } from './month/months.service.ts';
import { PartnerConsumer } from './partner/partner.consumer.ts';
import { PlanController } from './rate/plan.controller.ts';
import { Plans } from './rate/plans.service.ts';
import { RateController } from './rate/rate.controller.ts';
import { RatePublisher } from './rate/rate.publisher.ts';
import { Rates } from './rate/rates.service.ts';
import { SettingController } from './setting/setting.controller.ts';
import { Settings } from './setting/settings.service.ts';
import { StatementController } from './statement/statement.controller.ts';
import { Statements } from './statement/statements.service.ts';

@Module({
  // Fixed paths before `commissions/:id`, or "rates" would be taken for an id.
  controllers: [
    PlanController, RateController, SettingController, ExceptionController, CommissionController, InvoiceController, StatementController, MonthController,
    PartnerConsumer, DealConsumer, InvoiceConsumer,
    dashboardOf(Dashboard, 'What the caller earns or owes; nothing for roles that have no part in it.'),
  ],
  providers: [Bookkeeping, ClosingDaySweep, CommissionList, Dashboard, ExceptionFigures, Exceptions, Invoices, LedgerCheck, LedgerVerification, Months, Plans, RatePublisher, Rates, ReleaseSweep, Settings, Statements, WaitingReports],
})
export class CommissionsModule {}
