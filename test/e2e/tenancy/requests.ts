import { randomUUID } from 'node:crypto';
import { routesOfService } from '#libs/service/routes';
import { aRegistration } from '../../../services/leads/spec/a-registration.ts';
import type { Ids, Stage } from './stage.ts';

export interface TenancyRequest {
  readonly method: string;
  /** With Bravo's ids in it. */
  readonly path: string;
  readonly body: unknown;
}

/** A valid body for every route that takes one and that somebody must be signed in for; a route without a line here fails. */
const bodies: Readonly<Record<string, (stage: Stage) => unknown>> = {
  'POST /applications/:id/review': () => ({}),
  'POST /applications/:id/more-info': () => ({ question: 'What do you sell?' }),
  'POST /applications/:id/approve': () => ({ tier: 'gold' }),
  'POST /applications/:id/reject': () => ({ reason: 'other' }),
  'POST /partners/:id/manager': () => ({ managerId: null }),
  'POST /partners/join-requests/:id/accept': () => ({ roles: ['seller'] }),
  'POST /partners/join-requests/:id/decline': () => ({}),
  'POST /deals': () => aRegistration(),
  'POST /deals/:id/activities': () => ({ kind: 'call', date: '2026-01-01', note: 'Called them.' }),
  'POST /deals/:id/withdraw': () => ({}),
  'POST /deals/:id/resubmit': () => aRegistration(),
  'POST /deals/:id/extension': () => ({}),
  'POST /deals/:id/extension/grant': () => ({}),
  'POST /deals/:id/extension/refuse': () => ({}),
  'POST /deals/:id/approve': () => ({}),
  'POST /deals/:id/reject': () => ({ reason: 'other' }),
  'POST /deals/:id/return': () => ({ note: 'Who is it?' }),
  'POST /deals/:id/won': () => ({ amount: { amount: '1.00', currency: 'USD' }, closedOn: '2026-01-01' }),
  'POST /deals/:id/lost': () => ({ reason: 'none of my business' }),
  'POST /deals/reports/:id/settle': () => ({ note: 'none of my business' }),
  'POST /commissions/plans': () => ({ code: 'mine', name: { en: 'Mine', de: 'Meiner' }, effectiveOn: '2030-01-01', rates: [{ tier: 'gold', percent: '99' }] }),
  'POST /commissions/rates': () => ({ tier: 'gold', percent: '99', effectiveOn: '2030-01-01' }),
  'POST /commissions/settings': () => ({ key: 'hold_days', value: 1, effectiveOn: '2030-01-01', reason: 'Mine.' }),
  'POST /deals/settings': () => ({ key: 'protection_days', value: 1, reason: 'Mine.' }),
  'POST /commissions/plans/cancel': () => ({ code: 'standard', version: 1, reason: 'Mine.' }),
  'POST /commissions/rates/cancel': () => ({ tier: 'gold', version: 1, reason: 'Mine.' }),
  'POST /commissions/settings/cancel': () => ({ id: randomUUID(), reason: 'Mine.' }),
  'POST /deals/settings/cancel': () => ({ id: randomUUID(), reason: 'Mine.' }),
  'POST /commissions/exceptions/:id/settle': () => ({ reason: 'none of my business' }),
  'POST /invoices': ({ bravoIds }) => ({ invoiceId: 'INV-of-a-stranger', dealId: bravoIds['deals'], amount: { amount: '1.00', currency: 'USD' }, paidOn: '2026-10-15' }),
  'POST /invoices/:invoiceId/refunds': () => ({ refundId: 'CN-of-a-stranger', amount: { amount: '1.00', currency: 'USD' }, refundedOn: '2026-10-15' }),
  'POST /invoices/refunds': () => ({ invoiceId: 'INV-of-a-stranger', refundId: 'CN-of-a-stranger', amount: { amount: '1.00', currency: 'USD' }, refundedOn: '2026-10-15' }),
  'POST /users': ({ bravo }) => ({ email: `intruder-${randomUUID()}@elsewhere.example`, name: 'Mallory', roles: ['owner'], partnerId: bravo.partnerId }),
  'PATCH /users/:id': () => ({ disabled: true }),
  'POST /users/:id/activation-link': () => ({}),
  'PATCH /me/preferences': () => ({ locale: 'de' }),
  'POST /me/password': () => ({ currentPassword: 'not it', password: 'a wolf among 7 ribbons' }),
  'POST /me/sessions/end-others': () => ({}),
  'POST /notifications/:id/read': () => ({}),
  'POST /notifications/read-all': () => ({}),
  'PATCH /notifications/preferences': () => ({ items: [{ kind: 'deals', mail: 'never' }] }),
  'POST /notifications/failed-mails/:id/retry': () => ({}),
  'POST /notifications/failed-mails/:id/discard': () => ({ reason: 'none of my business' }),
};

/** Queries that ask for Bravo by name, where a list can be asked. */
const queries: Readonly<Record<string, (stage: Stage) => string>> = {
  'GET /partners': () => 'q=bravo',
  'GET /deals': ({ bravo }) => `partnerId=${bravo.partnerId}`,
  'GET /accounts': () => 'q=bravo',
  'GET /users': ({ bravo }) => `partnerId=${bravo.partnerId}`,
  'GET /audit': ({ bravo }) => `subject=${bravo.sellerId}`,
  'GET /commissions': ({ bravo }) => `partnerId=${bravo.partnerId}`,
  'GET /statements/:period': ({ bravo }) => `partnerId=${bravo.partnerId}`,
  'GET /internal/feed': () => 'after=0',
};

/** The vendor's own work, on tables that hold no company's rows as such; there the permission alone decides. */
const ofNoCompany = /^\w+ \/(operations\/parked-events|resources|programme)/;

/** Every route of a service that is not for everybody, each with Bravo's ids (or Alfa's) and a body that would be accepted. */
export function requestsFor(stage: Stage, ids: Ids = stage.bravoIds): TenancyRequest[] {
  return routesOfService(stage.definition)
    .filter(({ access, method, path }) => access?.kind !== 'public' && !ofNoCompany.test(`${method} ${path}`))
    .flatMap(({ method, path }) => {
      const route = `${method} ${path}`;
      const plain = { method, path: `${path.startsWith('/internal/') ? '' : '/api'}${filled(path, ids)}`, body: bodyOf(route, method, stage) };
      const query = queries[route]?.(stage);
      return query === undefined ? [plain] : [plain, { ...plain, path: `${plain.path}?${query}` }];
    });
}

function filled(path: string, ids: Ids): string {
  return path.replaceAll(/([\w-]+)\/:\w+/g, (_, noun: string) => {
    const id = ids[noun];
    if (id === undefined) throw new Error(`${path}: which row is meant? Name one in alfaIds and bravoIds.`);
    return `${noun}/${id}`;
  });
}

function bodyOf(route: string, method: string, stage: Stage): unknown {
  if (method === 'GET' || method === 'DELETE') return undefined;
  const body = bodies[route];
  if (!body) throw new Error(`${route}: write a body that would be accepted, so that only row-level security can refuse it.`);
  return body(stage);
}
