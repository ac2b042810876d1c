// Commission of all partners as the service would tell the vendor's people of it, and what they enter.
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';
import { northwindId } from './stub-team-partners.ts';

const id = (tail: string) => `0191d3a0-0000-7000-8000-0000000000${tail}`;
const usd = (amount: string) => ({ amount, currency: 'USD' });
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const northwind = 'Northwind Defence GmbH & Co. Kommanditgesellschaft für Sicherheitsberatung';

const month = (period: string, final: boolean, currencies: object[]) => ({ period, timeZone: 'Europe/Vienna', final, firstPeriod: '2026-01', currencies });
const november = month('2026-11', false, [
  { currency: 'EUR', earned: eur('276000.00'), partners: 1, closing: eur('276000.00'), held: eur('276000.00'), payable: eur('0.00'), paid: eur('0.00') },
  { currency: 'USD', earned: usd('1260000.00'), partners: 24, closing: usd('12600000.00'), held: usd('840000.00'), payable: usd('11760000.00'), paid: usd('0.00') },
]);

const line = (tail: string, kind: string, company: string, amount: object, status: string) => ({
  id: id(tail), kind, company, partnerId: northwindId, deal: { id: id('d1'), reference: 'DEAL-7K3M-9QXD', account: 'Walmart Inc.' }, invoiceId: `INV-2026-04${tail}`, refundId: kind === 'reversal' ? 'CN-1' : null, instalment: null,
  base: usd(kind === 'reversal' ? '-200000.00' : '480000.00'), percent: '30', rule: { id: id('e1'), version: 1 }, tierAtClose: 'gold', amount, status, occurredOn: '2026-11-04', payableOn: '2026-12-04', postedAt: '2026-11-05T09:00:00.000Z',
});
const lines = [line('c1', 'accrual', northwind, usd('144000.00'), 'held'), line('c2', 'reversal', 'Blue Harbor Consulting LLC', usd('-60000.00'), 'payable')];

const waiting = { kind: 'invoice', id: 'INV-2026-0991', dealId: id('d9'), invoiceId: 'INV-2026-0991', amount: usd('1200000.00'), waitingFor: 'deal', receivedAt: '2026-11-20T09:00:00.000Z' };
const answer = (outcome: string, more: object = {}) => ({ outcome, waitingFor: null, commissionId: null, exceptionId: null, ...more });

/** A number of an invoice or a refund says what comes of it. */
const outcomes: Readonly<Record<string, object>> = {
  'INV-WAIT': answer('waiting', { waitingFor: 'deal' }), 'CN-TWICE': answer('exception', { exceptionId: id('e9') }), 'CN-NONE': answer('nothing_due'),
};

export function tellOfMoney(stub: Stub): void {
  stub.on('GET', '/api/commissions/months/current', (_arrived, response) => json(response, 200, november));
  stub.on('GET', '/api/commissions/months/2026-11', (_arrived, response) => json(response, 200, november));
  stub.on('GET', '/api/commissions/months/2026-01', (_arrived, response) => json(response, 200, month('2026-01', true, [])));
  stub.on('GET', '/api/commissions', ({ url }, response) => {
    const query = new URL(url, stub.url).searchParams;
    json(response, 200, { items: query.get('from') === '2026-11-01' ? lines.filter(({ status }) => (query.get('status') ?? status) === status) : [], nextCursor: null });
  });
  stub.on('GET', '/api/invoices/waiting', (_arrived, response) => json(response, 200, { items: [waiting], total: 1 }));
  stub.on('POST', '/api/invoices', ({ body }, response) => {
    const { invoiceId, amount } = JSON.parse(body.toString());
    if (amount.amount === '9999999999999') return json(response, 422, { type: 'about:blank', title: 'Invalid', status: 422, code: 'http/validation-failed', correlationId: 'c0ffee', errors: [{ pointer: '/amount/amount', detail: 'is larger than any invoice can be' }] });
    return json(response, 200, outcomes[String(invoiceId)] ?? answer('booked', { commissionId: id('c1') }));
  });
  stub.on('POST', '/api/invoices/refunds', ({ body }, response) => json(response, 200, outcomes[String(JSON.parse(body.toString()).refundId)] ?? answer('booked', { commissionId: id('c1') })));
}
