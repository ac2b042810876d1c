/** Every page of the portal by name. The build writes their addresses to `pages.json`, which the gateway serves them by. */
export const pages = {
  programme: '/',
  apply: '/apply',
  applicationStatus: '/application-status',
  signIn: '/sign-in',
  activate: '/activate',
  resetPassword: '/reset-password',
  account: '/account',
  joinRequests: '/join-requests',
  teamHome: '/admin',
  applications: '/admin/applications',
  application: '/admin/applications/:id',
  dealQueue: '/admin/deals',
  dealReview: '/admin/deals/:id',
  exceptions: '/admin/exceptions',
  parkedEvents: '/admin/parked-events',
  partners: '/admin/partners',
  partner: '/admin/partners/:id',
  partnerStatement: '/admin/partners/:id/statements/:period',
  commissions: '/admin/commissions',
  payments: '/admin/commissions/payments',
  programmeRules: '/admin/programme',
  programmeResources: '/admin/programme/resources',
  reservedAccounts: '/admin/programme/accounts',
  programmeTiers: '/admin/programme/tiers',
  programmeStories: '/admin/programme/stories',
  programmeSettings: '/admin/programme/settings',
  reference: '/api/docs',
  /** Where a partner's people begin. */
  home: '/home',
  commission: '/commission',
  commissionOfMonth: '/commission/:period',
  deals: '/deals',
  newDeal: '/deals/new',
  /** A deal's own page, where mails lead. */
  deal: '/deals/:id',
  team: '/team',
  profile: '/profile',
  preferences: '/preferences',
  people: '/admin/people',
  audit: '/admin/audit',
  commissionLines: '/commission/lines',
} as const;

/** The address that the old site had; links to it are all over the place. */
export const oldAddresses = ['/partner-portal', '/partner-portal.html'] as const;

export const pagePaths: readonly string[] = [...Object.values(pages), ...oldAddresses];
