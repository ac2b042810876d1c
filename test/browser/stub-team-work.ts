// Contradictions and held events, and all else that is told of the work, as the services would tell them to the vendor's people.
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';
import { tellOfTheDeals } from './stub-team-deals.ts';
import { tellOfMoney } from './stub-team-money.ts';
import { tellOfTheProgramme } from './stub-team-programme.ts';
import { tellOfWhatIsPublished } from './stub-team-published.ts';

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const usd = (amount: string) => ({ amount, currency: 'USD' });
const idOf = (number: number) => `0191d3a0-0000-7000-8000-0000000002${String(number).padStart(2, '0')}`;

const exception = {
  id: idOf(30), kind: 'refund_exceeds_invoice', status: 'open', partnerId: idOf(80), dealId: idOf(2), invoiceId: '2026-11-45', refundId: 'R-88', reported: { invoiceId: '2026-11-45', dealId: idOf(2), amount: usd('900000.00'), refundedOn: '2026-11-20' },
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
  tellOfTheDeals(stub);
  stub.on('GET', '/api/commissions/exceptions', (_arrived, response) => json(response, 200, { items: exceptions, nextCursor: null }));
  stub.on('POST', `/api/commissions/exceptions/${exception.id}/settle`, (_arrived, response) => {
    exceptions = [];
    json(response, 200, { ...exception, status: 'settled' });
  });
  // The gateway asks every service; the first that is asked for a page holds something.
  const pages = new Set<unknown>();
  stub.on('GET', '/api/operations/parked-events', ({ headers }, response) => {
    const page = headers['x-correlation-id'];
    json(response, 200, { items: pages.has(page) ? [] : held, nextCursor: null });
    pages.add(page);
  });
  stub.on('POST', `/api/operations/parked-events/${parked.id}/replay`, (_arrived, response) => json(response, 200, {}));
  stub.on('POST', `/api/operations/parked-events/${parked.id}/discard`, (_arrived, response) => {
    held = [];
    response.writeHead(204).end();
  });
}
