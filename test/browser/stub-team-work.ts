// Deals, contradictions and held events as the services would tell them to the vendor's people.
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';
import { tellOfMoney } from './stub-team-money.ts';
import { tellOfTheProgramme } from './stub-team-programme.ts';
import { tellOfWhatIsPublished } from './stub-team-published.ts';
import { partnerDeals } from './stub-team-partners.ts';

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const usd = (amount: string) => ({ amount, currency: 'USD' });
const idOf = (number: number) => `0191d3a0-0000-7000-8000-0000000002${String(number).padStart(2, '0')}`;

const deal = {
  id: idOf(1), reference: 'DEAL-4T7W-2KXM', status: 'submitted', partner: { id: idOf(80), companyName: 'Northwind Defence GmbH & Co. Kommanditgesellschaft für Sicherheitsberatung' },
  account: { name: 'Meridian Life Insurance', website: 'meridian-life.example', country: 'DE' }, productFamilies: ['vulnerability-management'], estimatedValue: usd('12600000.00'), contract: 'annual',
  expectedCloseOn: '2027-03-31', registeredAt: hours(-20), protectedUntil: null, outcome: 'needs_review', extension: null,
};
const longer = { ...deal, id: idOf(2), reference: 'DEAL-8R2F-6QLP', status: 'approved', account: { ...deal.account, name: 'Calder Rail plc', country: 'GB' }, estimatedValue: usd('840000.00'), protectedUntil: hours(200), outcome: 'clear', extension: 'requested' };

const other = (number: number, companyName: string, status: string, since: number) => ({ id: idOf(number), reference: `DEAL-9Z9Z-000${number}`, companyName, status, productFamilies: ['vulnerability-management'], registeredAt: hours(since) });
const detail = {
  version: 2, source: { kind: 'registration' }, sellerId: idOf(70), termMonths: 36, contactName: 'R. Lindqvist, CISO', notes: 'They renew in spring.\nWe ran their last assessment.', decision: { outcome: 'needs_review', reason: 'account-unclear', text: 'A person looks at it.' },
  rejection: null, returnNote: null, extensionRequest: null, won: null, lost: null, timeline: [], activities: [{ id: idOf(60), kind: 'meeting', date: '2026-11-20', note: 'Met the CISO in Hamburg.', loggedAt: hours(-90) }],
};
const review = {
  accountId: idOf(50),
  candidates: [{ accountId: idOf(51), why: ['name_and_country_other_domain'], known: [{ name: 'Meridian Life Insurance SE', website: 'meridian.example', country: 'DE', named: false, directPipeline: false }], deals: [other(3, 'Kestrel Assurance Group plc', 'approved', -400)], dealsTotal: 1 }],
  rivals: [other(4, 'Alpenschutz AG', 'queued', -2), other(3, 'Kestrel Assurance Group plc', 'approved', -400)], rivalsTotal: 2,
};

const exception = {
  id: idOf(30), kind: 'refund_exceeds_invoice', status: 'open', partnerId: idOf(80), dealId: idOf(2), invoiceId: 'INV-2026-0417', refundId: 'R-88', reported: { invoiceId: 'INV-2026-0417', dealId: idOf(2), amount: usd('900000.00'), refundedOn: '2026-11-20' },
  known: { dealId: idOf(2), amount: usd('840000.00'), paidOn: '2026-10-02', instalment: 1, refunded: usd('0.00') }, raisedAt: hours(-5), settledAt: null, settledBy: null, reason: null,
};

const parked = {
  id: 'commissions.0191d3a0-0000-7000-8000-000000000240', service: 'commissions', consumer: 'DealsConsumer.recordWin', topic: 'deals', key: idOf(2), type: 'deal.won.v1', eventId: idOf(41), error: 'TypeError: Cannot read properties of undefined (reading "amount") at DealsConsumer.recordWin', attempts: 12, waiting: 3, status: 'held', parkedAt: hours(-7), nextAttemptAt: null,
};

/** From now on, once settled or discarded is gone. */
export function tellOfTheWork(stub: Stub): void {
  let [exceptions, held] = [[exception], [parked]];
  tellOfMoney(stub);
  tellOfTheProgramme(stub);
  tellOfWhatIsPublished(stub);
  stub.on('GET', '/api/deals', ({ url }, response) => json(response, 200, { items: url.includes('partnerId=') || url.includes('q=') ? partnerDeals : url.includes('extension=requested') ? [longer] : url.includes('status=submitted') ? [deal] : [], nextCursor: null }));
  stub.on('GET', `/api/deals/${deal.id}`, (_arrived, response) => json(response, 200, { ...deal, ...detail, review }));
  stub.on('GET', `/api/deals/${longer.id}`, (_arrived, response) => json(response, 200, { ...longer, ...detail, extensionRequest: { status: 'requested', reason: 'The budget moves to January.', requestedAt: hours(-4), note: null, decidedAt: null }, review: { accountId: idOf(52), candidates: [], rivals: [], rivalsTotal: 0 } }));
  for (const path of [`${deal.id}/approve`, `${deal.id}/reject`, `${deal.id}/return`, `${longer.id}/extension/grant`, `${longer.id}/extension/refuse`]) stub.on('POST', `/api/deals/${path}`, (_arrived, response) => json(response, 200, { id: deal.id, reference: deal.reference, status: 'approved', version: 3, protectedUntil: null }));
  stub.on('GET', '/api/commissions/exceptions', (_arrived, response) => json(response, 200, { items: exceptions, nextCursor: null }));
  stub.on('POST', `/api/commissions/exceptions/${exception.id}/settle`, (_arrived, response) => {
    exceptions = [];
    json(response, 200, { ...exception, status: 'settled' });
  });
  // The gateway asks every service; one of them holds something.
  let asked = 0;
  stub.on('GET', '/api/operations/parked-events', (_arrived, response) => json(response, 200, { items: asked++ % 5 === 0 ? held : [], nextCursor: null }));
  stub.on('POST', `/api/operations/parked-events/${parked.id}/replay`, (_arrived, response) => json(response, 200, {}));
  stub.on('POST', `/api/operations/parked-events/${parked.id}/discard`, (_arrived, response) => {
    held = [];
    response.writeHead(204).end();
  });
}
