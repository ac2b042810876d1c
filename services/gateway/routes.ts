import type { LimitClass } from './limits/limit-class.ts';

export type Upstream = 'applications' | 'identity' | 'leads' | 'notifications' | 'commissions';
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface Route {
  readonly method: Method;
  /** Fastify's notation, which is also what the services' own routers use. */
  readonly path: string;
  /** Who answers; `gateway` where this service does so itself. */
  readonly service: Upstream | 'gateway';
  /** Nobody needs a token; one that comes along is neither checked nor forwarded. */
  readonly open: boolean;
  /** A token counts where one comes along and is valid; nobody needs one, and a stale one is as none. */
  readonly optional?: boolean;
  /** Milliseconds until the client is told 504; 0 for the stream, which has no end. */
  readonly timeout: number;
  /** Bytes of a request body. */
  readonly size: number;
  readonly limit: LimitClass;
}

const KiB = 1024;
const MiB = 1024 * KiB;
const usual = { open: false, timeout: 10_000, size: 64 * KiB } as const;
const open = { open: true } as const;

const get = (path: string, service: Route['service'], more: Partial<Route> = {}): Route => ({ ...usual, size: 0, method: 'GET', path, service, limit: 'read', ...more });
const post = (path: string, service: Route['service'], more: Partial<Route> = {}): Route => ({ ...usual, method: 'POST', path, service, limit: 'write', ...more });

/** All that can be reached from outside, one line each. What is not listed here does not exist. */
export const routes: readonly Route[] = [
  // Joining
  get('/api/programme', 'applications', open),
  post('/api/programme/qualification', 'applications', open),
  get('/api/catalogue', 'applications', open),
  // What is published of it
  get('/api/programme/tiers', 'applications'),
  post('/api/programme/tiers/:code', 'applications'),
  post('/api/programme/tiers/:code/cancel', 'applications'),
  get('/api/programme/stories', 'applications'),
  post('/api/programme/stories', 'applications'),
  post('/api/programme/stories/:id', 'applications'),
  post('/api/programme/stories/:id/withdraw', 'applications'),
  post('/api/programme/stories/:id/cancel', 'applications'),
  get('/api/programme/settings', 'applications'),
  post('/api/programme/settings', 'applications'),
  post('/api/programme/settings/cancel', 'applications'),
  // Files: uploads of up to 5 MiB, in base64 and with what is said about them
  get('/api/resources', 'applications', open),
  get('/api/resources/published', 'applications'),
  get('/api/resources/:id/file', 'applications', { optional: true, timeout: 30_000 }),
  post('/api/resources', 'applications', { size: 7 * MiB, timeout: 30_000 }),
  post('/api/resources/:id/remove', 'applications'),
  post('/api/partners/apply', 'applications', { ...open, size: 256 * KiB, timeout: 15_000, limit: 'apply' }),
  post('/api/partners/apply/contest', 'applications', { ...open, size: 256 * KiB, timeout: 15_000, limit: 'apply' }),
  post('/api/partners/join-requests', 'applications', { ...open, limit: 'apply' }),
  post('/api/applications/status-link', 'applications', { ...open, limit: 'reset' }),
  get('/api/applications/status/:token', 'applications', open),
  post('/api/applications/status/:token/answer', 'applications', open),
  post('/api/applications/status/:token/withdraw', 'applications', open),
  // Review
  get('/api/partners', 'applications'),
  get('/api/applications/:id', 'applications'),
  post('/api/applications/:id/review', 'applications'),
  post('/api/applications/:id/more-info', 'applications'),
  post('/api/applications/:id/approve', 'applications'),
  post('/api/applications/:id/reject', 'applications'),
  post('/api/partners/:id/manager', 'applications'),
  get('/api/partners/:id', 'applications'),
  // A partner's own side
  get('/api/partners/mine', 'applications'),
  get('/api/partners/join-requests', 'applications'),
  post('/api/partners/join-requests/:id/accept', 'applications'),
  post('/api/partners/join-requests/:id/decline', 'applications'),
  // Identity; the three session routes that set cookies are the gateway's own
  post('/api/partners/login', 'gateway', { ...open, size: 8 * KiB, timeout: 15_000, limit: 'sign-in' }),
  post('/api/session/refresh', 'gateway', { ...open, size: 8 * KiB }),
  { ...usual, ...open, method: 'DELETE', path: '/api/session', service: 'gateway', limit: 'write' },
  get('/api/session', 'identity'),
  post('/api/activation', 'identity', { ...open, size: 8 * KiB, timeout: 15_000, limit: 'activation' }),
  post('/api/password-reset', 'identity', { ...open, size: 8 * KiB, limit: 'reset' }),
  post('/api/password-reset/confirm', 'identity', { ...open, size: 8 * KiB, timeout: 15_000, limit: 'activation' }),
  get('/api/users', 'identity'),
  post('/api/users', 'identity'),
  { ...usual, method: 'PATCH', path: '/api/users/:id', service: 'identity', limit: 'write' },
  post('/api/users/:id/activation-link', 'identity'),
  get('/api/me/preferences', 'identity'),
  { ...usual, method: 'PATCH', path: '/api/me/preferences', service: 'identity', limit: 'write' },
  get('/api/audit', 'identity'),
  get('/api/audit/verification', 'identity'),
  get('/api/team', 'identity'),
  post('/api/me/password', 'identity', { size: 8 * KiB, timeout: 15_000 }),
  get('/api/me/sessions', 'identity'),
  post('/api/me/sessions/end-others', 'identity'),
  // Deals
  post('/api/deals', 'leads'),
  get('/api/deals', 'leads'),
  get('/api/deals/reports', 'leads'),
  post('/api/deals/reports/:id/settle', 'leads'),
  get('/api/deals/:id', 'leads'),
  post('/api/deals/:id/activities', 'leads'),
  post('/api/deals/:id/withdraw', 'leads'),
  post('/api/deals/:id/resubmit', 'leads'),
  post('/api/deals/:id/extension', 'leads'),
  post('/api/deals/:id/extension/grant', 'leads'),
  post('/api/deals/:id/extension/refuse', 'leads'),
  post('/api/deals/:id/approve', 'leads'),
  post('/api/deals/:id/reject', 'leads'),
  post('/api/deals/:id/return', 'leads'),
  post('/api/deals/:id/won', 'leads'),
  post('/api/deals/:id/lost', 'leads'),
  get('/api/accounts', 'leads'),
  get('/api/accounts/reserved', 'leads'),
  get('/api/deals/settings', 'leads'),
  post('/api/deals/settings', 'leads'),
  post('/api/deals/settings/cancel', 'leads'),
  // Notifications
  get('/api/notifications', 'notifications'),
  post('/api/notifications/:id/read', 'notifications'),
  post('/api/notifications/read-all', 'notifications'),
  get('/api/notifications/stream', 'gateway', { timeout: 0 }),
  get('/api/notifications/preferences', 'notifications'),
  { ...usual, method: 'PATCH', path: '/api/notifications/preferences', service: 'notifications', limit: 'write' },
  // Money
  get('/api/commissions', 'commissions'),
  get('/api/commissions/plans', 'commissions'),
  post('/api/commissions/plans', 'commissions'),
  post('/api/commissions/plans/cancel', 'commissions'),
  get('/api/commissions/rates', 'commissions'),
  post('/api/commissions/rates', 'commissions'),
  post('/api/commissions/rates/cancel', 'commissions'),
  get('/api/commissions/settings', 'commissions'),
  post('/api/commissions/settings', 'commissions'),
  post('/api/commissions/settings/cancel', 'commissions'),
  get('/api/commissions/exceptions', 'commissions'),
  post('/api/commissions/exceptions/:id/settle', 'commissions'),
  get('/api/commissions/:id', 'commissions'),
  get('/api/commissions/months', 'commissions'),
  get('/api/commissions/months/:period', 'commissions'),
  post('/api/invoices', 'commissions'),
  get('/api/invoices/waiting', 'commissions'),
  post('/api/invoices/refunds', 'commissions'),
  post('/api/invoices/:invoiceId/refunds', 'commissions'),
  get('/api/statements/:period', 'commissions'),
  // The first page; composed of what each service contributes
  get('/api/dashboard', 'gateway'),
  // Operations; parked events are composed over all services
  get('/api/notifications/failed-mails', 'notifications'),
  post('/api/notifications/failed-mails/:id/retry', 'notifications'),
  post('/api/notifications/failed-mails/:id/discard', 'notifications'),
  get('/api/operations/parked-events', 'gateway'),
  post('/api/operations/parked-events/:id/replay', 'gateway', { timeout: 30_000 }),
  post('/api/operations/parked-events/:id/discard', 'gateway', { timeout: 30_000 }),
  // Reference; its readable page, /api/docs, is a page of the portal
  get('/api/openapi.json', 'gateway', open),
];
