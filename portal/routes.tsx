import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { Frame } from './frame/frame.tsx';
import { NotFound, Stumbled } from './frame/stumbled.tsx';
import { pages } from './pages.ts';

/** A page that is loaded when it is opened. */
const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({ path, lazy: { Component: load } });

/** One line a page, which is loaded when it is opened; `page-parts.ts` reads the lines, so that an address is answered with the names of its page's parts. */
export const routes: RouteObject[] = [
  {
    errorElement: <Stumbled />,
    children: [
      {
        element: <Frame />,
        children: [
          page(pages.programme, async () => (await import('./programme/programme.tsx')).Programme),
          page(pages.oldProgramme, async () => (await import('./programme/programme.tsx')).Programme),
          page(pages.oldProgrammeFile, async () => (await import('./programme/programme.tsx')).Programme),
          page(pages.apply, async () => (await import('./application/apply.tsx')).Apply),
          page(pages.applicationStatus, async () => (await import('./application-status/application-status.tsx')).ApplicationStatus),
          page(pages.signIn, async () => (await import('./sign-in/sign-in.tsx')).SignIn),
          page(pages.activate, async () => (await import('./sign-in/activate.tsx')).Activate),
          page(pages.resetPassword, async () => (await import('./sign-in/reset-password.tsx')).ResetPassword),
          page(pages.reference, async () => (await import('./reference/reference.tsx')).Reference),
          { path: '*', element: <NotFound /> },
        ],
      },
      {
        // Of who is signed in: the frame asks who that is, and leads everybody else to sign in.
        lazy: { Component: async () => (await import('./workplace/workplace.tsx')).Workplace },
        children: [
          page(pages.home, async () => (await import('./home/home.tsx')).Home),
          page(pages.commission, async () => (await import('./commission/commission.tsx')).Commission),
          page(pages.commissionLines, async () => (await import('./commission/commission-lines.tsx')).CommissionLines),
          page(pages.commissionOfMonth, async () => (await import('./commission/commission.tsx')).Commission),
          page(pages.account, async () => (await import('./account/account.tsx')).Account),
          page(pages.joinRequests, async () => (await import('./account/join-requests.tsx')).JoinRequests),
          page(pages.deals, async () => (await import('./deals/deals.tsx')).Deals),
          page(pages.newDeal, async () => (await import('./deals/new-deal.tsx')).NewDeal),
          page(pages.deal, async () => (await import('./deals/deal.tsx')).Deal),
          page(pages.team, async () => (await import('./people/team.tsx')).Team),
          page(pages.profile, async () => (await import('./account/profile.tsx')).Profile),
          page(pages.preferences, async () => (await import('./account/preferences.tsx')).Preferences),
          // The vendor's side; nobody else ever loads it.
          page(pages.teamHome, async () => (await import('./team-home/team-home.tsx')).TeamHome),
          page(pages.applications, async () => (await import('./review/review-queue.tsx')).ReviewQueue),
          page(pages.application, async () => (await import('./review/review-page.tsx')).ReviewPage),
          page(pages.dealQueue, async () => (await import('./deal-review/deal-queue.tsx')).DealQueue),
          page(pages.dealReview, async () => (await import('./deal-review/deal-review.tsx')).DealReview),
          page(pages.exceptions, async () => (await import('./exceptions/exceptions.tsx')).Exceptions),
          page(pages.parkedEvents, async () => (await import('./parked-events/parked-events.tsx')).ParkedEvents),
          page(pages.partners, async () => (await import('./partners/partner-list.tsx')).PartnerList),
          page(pages.partner, async () => (await import('./partners/partner.tsx')).Partner),
          page(pages.partnerStatement, async () => (await import('./partners/partner-statement.tsx')).PartnerStatement),
          page(pages.commissions, async () => (await import('./commissions/commissions.tsx')).Commissions),
          page(pages.payments, async () => (await import('./commissions/payments.tsx')).Payments),
          page(pages.programmeRules, async () => (await import('./programme-admin/rules.tsx')).Rules),
          page(pages.programmeResources, async () => (await import('./programme-admin/shelf.tsx')).Shelf),
          page(pages.reservedAccounts, async () => (await import('./programme-admin/reserved-accounts.tsx')).ReservedAccounts),
          page(pages.programmeTiers, async () => (await import('./programme-admin/tiers.tsx')).Tiers),
          page(pages.programmeStories, async () => (await import('./programme-admin/stories.tsx')).Stories),
          page(pages.programmeSettings, async () => (await import('./programme-admin/settings.tsx')).Settings),
          page(pages.people, async () => (await import('./people/all-people.tsx')).AllPeople),
          page(pages.heldReports, async () => (await import('./held-reports/held-reports.tsx')).HeldReports),
          page(pages.audit, async () => (await import('./audit/audit.tsx')).AuditTrail),
        ],
      },
    ],
  },
];
