/** Everybody who may stand before a route. `foreign` is the owner of another partner than the one whose rows are asked for. */
export const callers = ['anonymous', 'admin', 'partner_manager', 'reviewer', 'finance', 'owner', 'seller', 'partner_finance', 'technical', 'foreign'] as const;
export type CallerName = (typeof callers)[number];

/** `ok`: let through (200–299, or refused for what the request says: 400, 409, 410, 415, 422); else exactly this status. */
export type Expected = 'ok' | 401 | 403 | 404;

export interface Row {
  readonly route: string;
  readonly expected: Readonly<Record<CallerName, Expected>>;
  /** A body that is valid, where only a valid one tells a foreign row from one's own; otherwise `{ "unexpected": true }` is sent. */
  readonly body?: unknown;
}

const everybody = (expected: Expected): Record<CallerName, Expected> => ({
  anonymous: expected, admin: expected, partner_manager: expected, reviewer: expected, finance: expected,
  owner: expected, seller: expected, partner_finance: expected, technical: expected, foreign: expected,
});

const open = everybody('ok');
const signedIn = { ...everybody('ok'), anonymous: 401 } as const;
const nobody = { ...everybody(403), anonymous: 401 } as const;
const adminOnly = { ...nobody, admin: 'ok' } as const;
const deciders = { ...nobody, admin: 'ok', partner_manager: 'ok', reviewer: 'ok' } as const;
const vendor = { ...deciders, finance: 'ok' } as const;
const sellers = { ...nobody, owner: 'ok', seller: 'ok', foreign: 'ok' } as const;
/** Whoever may see what partners earn: the vendor's people all, a partner's owner and finance their own. */
const money = { ...vendor, owner: 'ok', partner_finance: 'ok', foreign: 'ok' } as const;
const payers = { ...nobody, admin: 'ok', finance: 'ok' } as const;
const partnersPeople = { ...nobody, owner: 'ok', seller: 'ok', partner_finance: 'ok', technical: 'ok', foreign: 'ok' } as const;

const aDeal = {
  account: { name: 'Made-up Customer', country: 'US' },
  productFamilies: ['cloud-scanner'],
  estimatedValue: { amount: '1000.00', currency: 'USD' },
  contract: 'one_off',
  expectedCloseOn: `${new Date().getUTCFullYear() + 1}-06-30`,
};

/**
 * Who may call what, by hand: product.md and api.md say it, and nothing here is read from the code. A route of the OpenAPI document without a row fails.
 * Path parameters are filled with rows of the `owner`'s company, with an application that is under review, or with a file that is open to the lowest tier.
 */
export const table: readonly Row[] = [
  { route: 'GET /api/programme', expected: open },
  { route: 'POST /api/programme/qualification', expected: open },
  { route: 'GET /api/catalogue', expected: open },
  { route: 'GET /api/programme/tiers', expected: vendor },
  { route: 'POST /api/programme/tiers/{code}', expected: adminOnly },
  { route: 'POST /api/programme/tiers/{code}/cancel', expected: adminOnly },
  { route: 'GET /api/programme/stories', expected: vendor },
  { route: 'POST /api/programme/stories', expected: adminOnly },
  { route: 'POST /api/programme/stories/{id}', expected: adminOnly },
  { route: 'POST /api/programme/stories/{id}/withdraw', expected: { ...nobody, admin: 404 }, body: { reason: 'not there' } },
  { route: 'POST /api/programme/stories/{id}/cancel', expected: { ...nobody, admin: 404 }, body: { what: 'version', reason: 'not there' } },
  { route: 'GET /api/programme/settings', expected: vendor },
  { route: 'POST /api/programme/settings', expected: adminOnly },
  { route: 'POST /api/programme/settings/cancel', expected: adminOnly },
  { route: 'GET /api/resources', expected: open },
  { route: 'GET /api/resources/published', expected: vendor },
  { route: 'GET /api/resources/{id}/file', expected: signedIn },
  { route: 'POST /api/resources', expected: adminOnly },
  { route: 'POST /api/resources/{id}/remove', expected: { ...nobody, admin: 404 }, body: { reason: 'not there' } },
  { route: 'POST /api/partners/apply', expected: open },
  { route: 'POST /api/partners/apply/contest', expected: open },
  { route: 'POST /api/partners/join-requests', expected: open },
  { route: 'POST /api/applications/status-link', expected: open },
  { route: 'GET /api/applications/status/{token}', expected: open },
  { route: 'POST /api/applications/status/{token}/answer', expected: open },
  { route: 'POST /api/applications/status/{token}/withdraw', expected: open },

  { route: 'GET /api/partners', expected: vendor },
  { route: 'GET /api/applications/{id}', expected: vendor },
  { route: 'POST /api/applications/{id}/review', expected: deciders },
  { route: 'POST /api/applications/{id}/more-info', expected: deciders },
  { route: 'POST /api/applications/{id}/approve', expected: deciders },
  { route: 'POST /api/applications/{id}/reject', expected: deciders },
  { route: 'POST /api/partners/{id}/manager', expected: adminOnly, body: { managerId: null } },
  { route: 'GET /api/partners/{id}', expected: vendor },

  { route: 'GET /api/partners/mine', expected: partnersPeople },
  { route: 'GET /api/partners/join-requests', expected: { ...nobody, owner: 'ok', foreign: 'ok' } },
  { route: 'POST /api/partners/join-requests/{id}/accept', expected: { ...nobody, owner: 'ok', foreign: 404 }, body: { roles: ['seller'] } },
  { route: 'POST /api/partners/join-requests/{id}/decline', expected: { ...nobody, owner: 'ok', foreign: 404 }, body: {} },

  { route: 'POST /api/deals', expected: sellers },
  { route: 'GET /api/deals', expected: signedIn },
  { route: 'GET /api/deals/{id}', expected: { ...signedIn, foreign: 404 } },
  { route: 'POST /api/deals/{id}/activities', expected: { ...sellers, foreign: 404 }, body: { kind: 'call', date: '2026-01-01', note: 'Called.' } },
  { route: 'POST /api/deals/{id}/withdraw', expected: { ...sellers, foreign: 404 }, body: {} },
  { route: 'POST /api/deals/{id}/resubmit', expected: { ...sellers, foreign: 404 }, body: aDeal },
  { route: 'POST /api/deals/{id}/extension', expected: { ...sellers, foreign: 404 }, body: {} },
  { route: 'POST /api/deals/{id}/extension/grant', expected: deciders },
  { route: 'POST /api/deals/{id}/extension/refuse', expected: deciders },
  { route: 'POST /api/deals/{id}/approve', expected: deciders },
  { route: 'POST /api/deals/{id}/reject', expected: deciders },
  { route: 'POST /api/deals/{id}/return', expected: deciders },
  { route: 'POST /api/deals/{id}/won', expected: vendor },
  { route: 'POST /api/deals/{id}/lost', expected: vendor },
  { route: 'GET /api/deals/reports', expected: vendor },
  { route: 'POST /api/deals/reports/{id}/settle', expected: { ...nobody, admin: 404, partner_manager: 404, reviewer: 404, finance: 404 }, body: { note: 'not there' } },
  { route: 'GET /api/accounts', expected: signedIn },
  { route: 'GET /api/accounts/reserved', expected: deciders },
  { route: 'GET /api/deals/settings', expected: vendor },
  { route: 'POST /api/deals/settings', expected: adminOnly },
  { route: 'POST /api/deals/settings/cancel', expected: adminOnly },

  { route: 'POST /api/partners/login', expected: open },
  { route: 'POST /api/activation', expected: open },
  { route: 'POST /api/password-reset', expected: open },
  { route: 'POST /api/password-reset/confirm', expected: open },
  { route: 'GET /api/session', expected: signedIn },
  { route: 'POST /api/session/refresh', expected: open },
  { route: 'DELETE /api/session', expected: open },
  { route: 'GET /api/users', expected: { ...nobody, admin: 'ok', owner: 'ok', foreign: 'ok' } },
  { route: 'POST /api/users', expected: { ...nobody, admin: 'ok', owner: 'ok', foreign: 'ok' } },
  { route: 'PATCH /api/users/{id}', expected: { ...nobody, admin: 'ok', owner: 'ok', foreign: 404 }, body: { disabled: false } },
  { route: 'POST /api/users/{id}/activation-link', expected: { ...nobody, admin: 'ok', owner: 'ok', foreign: 404 }, body: {} },
  { route: 'GET /api/me/preferences', expected: signedIn },
  { route: 'PATCH /api/me/preferences', expected: signedIn },
  { route: 'GET /api/audit', expected: adminOnly },
  { route: 'GET /api/audit/verification', expected: adminOnly },
  { route: 'GET /api/team', expected: vendor },
  { route: 'POST /api/me/password', expected: signedIn },
  { route: 'GET /api/me/sessions', expected: signedIn },
  { route: 'POST /api/me/sessions/end-others', expected: signedIn },

  { route: 'GET /api/notifications', expected: signedIn },
  { route: 'GET /api/notifications/stream', expected: signedIn },
  { route: 'POST /api/notifications/{id}/read', expected: { ...everybody(404), anonymous: 401 }, body: {} },
  { route: 'POST /api/notifications/read-all', expected: signedIn },
  { route: 'GET /api/notifications/preferences', expected: signedIn },
  { route: 'PATCH /api/notifications/preferences', expected: signedIn },

  { route: 'GET /api/notifications/failed-mails', expected: adminOnly },
  { route: 'POST /api/notifications/failed-mails/{id}/retry', expected: { ...nobody, admin: 404 }, body: {} },
  { route: 'POST /api/notifications/failed-mails/{id}/discard', expected: { ...nobody, admin: 404 }, body: { reason: 'not there' } },

  { route: 'GET /api/commissions', expected: money },
  { route: 'GET /api/commissions/plans', expected: money },
  { route: 'POST /api/commissions/plans', expected: adminOnly },
  { route: 'POST /api/commissions/plans/cancel', expected: adminOnly },
  { route: 'GET /api/commissions/rates', expected: money },
  { route: 'POST /api/commissions/rates', expected: adminOnly },
  { route: 'POST /api/commissions/rates/cancel', expected: adminOnly },
  { route: 'GET /api/commissions/settings', expected: vendor },
  { route: 'POST /api/commissions/settings', expected: adminOnly },
  { route: 'POST /api/commissions/settings/cancel', expected: adminOnly },
  { route: 'GET /api/commissions/exceptions', expected: payers },
  { route: 'POST /api/commissions/exceptions/{id}/settle', expected: { ...nobody, admin: 404, finance: 404 }, body: { reason: 'not there' } },
  { route: 'GET /api/commissions/{id}', expected: { ...nobody, admin: 404, partner_manager: 404, reviewer: 404, finance: 404, owner: 404, partner_finance: 404, foreign: 404 } },
  { route: 'GET /api/commissions/months', expected: money },
  { route: 'GET /api/commissions/months/{period}', expected: money },
  { route: 'POST /api/invoices', expected: payers },
  { route: 'GET /api/invoices/waiting', expected: payers },
  { route: 'POST /api/invoices/{invoiceId}/refunds', expected: payers },
  { route: 'POST /api/invoices/refunds', expected: payers },
  { route: 'GET /api/statements/{period}', expected: money },
  { route: 'GET /api/dashboard', expected: signedIn },

  { route: 'GET /api/operations/parked-events', expected: adminOnly },
  { route: 'POST /api/operations/parked-events/{id}/replay', expected: { ...nobody, admin: 404 }, body: {} },
  { route: 'POST /api/operations/parked-events/{id}/discard', expected: { ...nobody, admin: 404 }, body: { reason: 'not there' } },
  { route: 'GET /api/openapi.json', expected: open },
];
