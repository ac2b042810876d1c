// Deals of all partners as leads would tell them to the vendor's people, and what the CRM reported of them.
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';
import { partnerDeals } from './stub-team-partners.ts';

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const usd = (amount: string) => ({ amount, currency: 'USD' });
const idOf = (number: number) => `0191d3a0-0000-7000-8000-0000000002${String(number).padStart(2, '0')}`;
export const teamDealIds = { submitted: idOf(1), extension: idOf(2), protected: idOf(5), won: idOf(6) };

const deal = {
  id: teamDealIds.submitted, reference: 'DEAL-4T7W-2KXM', status: 'submitted', partner: { id: idOf(80), companyName: 'Northwind Defence GmbH & Co. Kommanditgesellschaft für Sicherheitsberatung' },
  account: { name: 'Meridian Life Insurance', website: 'meridian-life.example', country: 'DE' }, productFamilies: ['vulnerability-management'], estimatedValue: usd('12600000.00'), contract: 'annual',
  expectedCloseOn: '2027-03-31', registeredAt: hours(-20), protectedUntil: null, outcome: 'needs_review', extension: null,
};
const approved = { ...deal, status: 'approved', estimatedValue: usd('840000.00'), protectedUntil: hours(200), outcome: 'clear' };
const longer = { ...approved, id: teamDealIds.extension, reference: 'DEAL-8R2F-6QLP', account: { ...deal.account, name: 'Calder Rail plc', country: 'GB' }, extension: 'requested' };
const kept = { ...approved, id: teamDealIds.protected, reference: 'DEAL-5H3J-7VNC', account: { name: 'Halden Logistik SE', website: 'https://halden-logistik.example', country: 'DE' } };
const sold = { ...approved, id: teamDealIds.won, reference: 'DEAL-2B6D-9XKS', status: 'won', account: { name: 'Alder Insurance', website: 'https://alder-insurance.example', country: 'US' } };

const other = (number: number, companyName: string, status: string, since: number) => ({ id: idOf(number), reference: `DEAL-9Z9Z-000${number}`, companyName, status, productFamilies: ['vulnerability-management'], registeredAt: hours(since) });
const past = (at: number, event: string, by: string, status: string, why: string | null = null) => ({ at: hours(at), event, by, status, why });
const detail = {
  version: 2, source: { kind: 'registration' }, sellerId: idOf(70), termMonths: 36, contactName: 'R. Lindqvist, CISO', notes: 'They renew in spring.\nWe ran their last assessment.', decision: { outcome: 'needs_review', reason: 'account-unclear', text: 'A person looks at it.' },
  rejection: null, returnNote: null, extensionRequest: null, won: null, lost: null, timeline: [past(-20, 'registered', 'partner', 'submitted')], activities: [{ id: idOf(60), kind: 'meeting', date: '2026-11-20', note: 'Met the CISO in Hamburg.', loggedAt: hours(-90) }],
};
const review = {
  accountId: idOf(50),
  candidates: [{ accountId: idOf(51), why: ['name_and_country_other_domain'], known: [{ name: 'Meridian Life Insurance SE', website: 'meridian.example', country: 'DE', named: false, directPipeline: false }], deals: [other(3, 'Kestrel Assurance Group plc', 'approved', -400)], dealsTotal: 1 }],
  rivals: [other(4, 'Alpenschutz AG', 'queued', -2), other(3, 'Kestrel Assurance Group plc', 'approved', -400)], rivalsTotal: 2,
};
const alone = { accountId: idOf(52), candidates: [], rivals: [], rivalsTotal: 0 };
const asked = { status: 'requested', reason: 'The budget moves to January.', requestedAt: hours(-4), note: null, decidedAt: null };
const signed = { amount: usd('910000.00'), contract: 'annual', termMonths: 36, closedOn: '2026-11-19' };
const wonTimeline = [past(-900, 'registered', 'partner', 'submitted'), past(-899, 'approved', 'vendor', 'approved'), past(-90, 'activity_logged', 'partner', 'approved', 'meeting'), past(-50, 'report_held', 'system', 'approved', 'won: The deal was registered in USD, the win is in EUR.'), past(-30, 'won', 'vendor', 'won', 'Signed by their group in Boston.')];

const report = {
  id: idOf(90), dealId: teamDealIds.protected, reference: kept.reference, report: 'won', problem: 'currency', detail: 'The deal was registered in USD, the win is in EUR.',
  data: { dealId: teamDealIds.protected, amount: { amount: '790000.00', currency: 'EUR' }, contract: 'annual', termMonths: 36, closedOn: '2026-11-18' }, heldAt: hours(-6), settledAt: null, settleNote: null,
};
const strange = {
  ...report, id: idOf(91), dealId: idOf(99), reference: null, report: 'lost', problem: 'unknown-deal', detail: 'No deal has this id.',
  data: { dealId: idOf(99), reason: 'They stay with their present supplier.', closedOn: '2026-11-12' }, heldAt: hours(-40),
};

const all = [deal, longer, kept, sold, ...partnerDeals];
const perPage = 4;

/** The list of all deals, page by page; what waits by its status alone. */
function listed(query: URLSearchParams) {
  if (query.get('sort') === '-registeredAt') {
    const [q, status] = [query.get('q')?.toLowerCase() ?? '', query.get('status')];
    const found = all.filter((it) => (it.account.name.toLowerCase().includes(q) || it.reference.toLowerCase() === q) && (status === null || status === it.status));
    const from = query.has('cursor') ? perPage : 0;
    return { items: found.slice(from, from + perPage), nextCursor: found.length > from + perPage ? 'further' : null, total: found.length };
  }
  const items = query.has('partnerId') || query.has('q') ? partnerDeals : query.get('extension') === 'requested' ? [longer] : query.get('status') === 'submitted' ? [deal] : [];
  return { items, nextCursor: null };
}

/** From now on; what is approved, won, lost or settled stays so. */
export function tellOfTheDeals(stub: Stub): void {
  const closed = new Map<string, object>();
  const views = [{ ...deal, ...detail, review }, { ...longer, ...detail, extensionRequest: asked, review: alone }, { ...kept, ...detail, review: alone }, { ...sold, ...detail, won: signed, timeline: wonTimeline, review: alone }];
  let reports = [report, strange];
  stub.on('GET', '/api/deals', ({ url }, response) => json(response, 200, listed(new URL(url, stub.url).searchParams)));
  for (const view of views) {
    const moved = { id: view.id, reference: view.reference, status: 'approved', version: 3, protectedUntil: null };
    stub.on('GET', `/api/deals/${view.id}`, (_arrived, response) => json(response, 200, { ...view, ...closed.get(view.id) }));
    for (const move of ['approve', 'reject', 'return', 'extension/grant', 'extension/refuse']) {
      stub.on('POST', `/api/deals/${view.id}/${move}`, (_arrived, response) => {
        if (move === 'approve') closed.set(view.id, { status: 'approved', version: 3, protectedUntil: hours(2160) });
        json(response, 200, moved);
      });
    }
    for (const outcome of ['won', 'lost']) {
      stub.on('POST', `/api/deals/${view.id}/${outcome}`, ({ body, headers }, response) => {
        if (headers['if-match'] !== `"${view.version}"`) return json(response, 412, { type: 'about:blank', title: 'Changed', status: 412, code: 'http/precondition-failed', correlationId: 'c0ffee' });
        const said: object = JSON.parse(body.toString());
        closed.set(view.id, { status: outcome, extensionRequest: null, [outcome]: outcome === 'won' ? { ...signed, ...said } : said });
        return json(response, 200, { ...moved, status: outcome });
      });
    }
  }
  stub.on('GET', '/api/deals/reports', (_arrived, response) => json(response, 200, { items: reports, nextCursor: null }));
  for (const { id } of reports) {
    stub.on('POST', `/api/deals/reports/${id}/settle`, (_arrived, response) => {
      reports = reports.filter((it) => it.id !== id);
      json(response, 200, { ...report, id, settledAt: hours(0) });
    });
  }
}
