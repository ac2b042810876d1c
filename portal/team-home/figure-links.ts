import { pages } from '../pages.ts';

/** The page that lists what a figure counts; a figure without one stands for itself. */
const links: Readonly<Record<string, string>> = {
  applications_open: pages.applications,
  applications_overdue: `${pages.applications}?overdue=true`,
  deals_to_decide: pages.dealQueue,
  extensions_to_decide: `${pages.dealQueue}?show=extensions`,
  commission_exceptions: pages.exceptions,
  parked_events: pages.parkedEvents,
  commission_accrued: pages.commissions,
  commission_held: pages.commissions,
  commission_payable: pages.commissions,
  commission_paid: pages.commissions,
  reports_waiting: pages.payments,
  deal_reports_held: pages.heldReports,
};

export const linkOf = (code: string): string | undefined => links[code];
