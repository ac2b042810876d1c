// Deals of a company, as the leads service would tell of them.
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';

const dayMs = 86_400_000;
export const inDays = (days: number) => new Date(Date.now() + days * dayMs + 3_600_000).toISOString();
const dayIn = (days: number) => inDays(days).slice(0, 10);
const idOf = (number: number) => `0191d3a0-0000-7000-8000-0000000000${number.toString(16).padStart(2, '0')}`;
const partner = { id: '0191d3a0-0000-7000-8000-000000000002', companyName: 'Northwind Defence GmbH' };

export const dealIds = { approved: idOf(0xd1), queued: idOf(0xd2), returned: idOf(0xd3), rejected: idOf(0xd4), won: idOf(0xd5), ending: idOf(0xd6) } as const;

interface Varying {
  readonly protectedUntil: string | null;
  readonly outcome: string;
  readonly extension: string | null;
  readonly estimatedValue: { amount: string; currency: string };
  readonly contract: string;
}

const usual: Varying = { protectedUntil: null, outcome: 'clear', extension: null, estimatedValue: { amount: '2800000.00', currency: 'EUR' }, contract: 'annual' };
const listed = (id: string, number: number, name: string, status: string, more: Partial<Varying> = {}) => ({
  id, reference: `DEAL-7K3M-9Q${number}`, status, partner, account: { name, website: 'https://contoso.example', country: 'DE' }, productFamilies: ['cloud-scanner', 'attack-surface'],
  expectedCloseOn: dayIn(60), registeredAt: inDays(-40), ...usual, ...more,
});

export const deals = [
  listed(dealIds.approved, 1, 'Contoso Versicherungen AG', 'approved', { protectedUntil: inDays(50) }),
  listed(dealIds.ending, 2, 'Großkreditanstalt für Wiederaufbau und Entwicklung in Mitteleuropa Aktiengesellschaft', 'approved', { protectedUntil: inDays(6), extension: 'requested' }),
  listed(dealIds.queued, 3, 'Fabrikam Energy', 'queued', { outcome: 'queued', estimatedValue: { amount: '640000.00', currency: 'USD' }, contract: 'one_off' }),
  listed(dealIds.returned, 4, '=Tailspin Toys', 'returned', { outcome: 'needs_review' }),
  listed(dealIds.rejected, 5, 'Adventure Works', 'rejected', { outcome: 'rejected' }),
  listed(dealIds.won, 6, 'Woodgrove Bank', 'won', { protectedUntil: inDays(-10) }),
];

const reasons: Readonly<Record<string, string>> = { clear: 'opportunity-free', queued: 'opportunity-taken', needs_review: 'account-unclear', rejected: 'named-account' };
const words: Readonly<Record<string, readonly [en: string, de: string]>> = {
  clear: ['The opportunity is yours. It is protected until the date shown; log what you do about it.', 'Die Gelegenheit gehört Ihnen. Sie ist bis zum angezeigten Tag geschützt; halten Sie fest, was Sie dafür tun.'],
  queued: ['The opportunity is not open at the moment. Your registration waits and moves up by itself when it becomes free.', 'Die Gelegenheit ist im Augenblick nicht offen. Ihre Registrierung wartet und rückt von selbst auf, sobald sie frei wird.'],
  needs_review: ['Our team checks which customer this is and answers shortly. The registration is reserved for you until then.', 'Unser Team prüft, um welchen Kunden es sich handelt, und antwortet in Kürze. Bis dahin ist die Registrierung für Sie reserviert.'],
  rejected: ['This customer is looked after by our own sales team and is not open to registration.', 'Diesen Kunden betreut unser eigener Vertrieb; er steht für Registrierungen nicht offen.'],
};
const decisionOf = (outcome: string, url: string) => ({ outcome, reason: reasons[outcome], text: words[outcome]?.[url.includes('locale=de') ? 1 : 0] });

const activity = { id: idOf(0xa1), kind: 'meeting', date: dayIn(-3), note: 'Met the head of security. A trial of the cloud scanner begins next week.', loggedAt: inDays(-3) };
const move = (at: number, event: string, status: string, more: object = {}) => ({ at: inDays(at), event, by: 'partner', status, why: null, ...more });

/** What one deal shows besides its line in the list. */
const details: Readonly<Record<string, object>> = {
  [dealIds.approved]: { timeline: [move(-40, 'registered', 'approved', { why: 'opportunity-free' })] },
  [dealIds.ending]: {
    activities: [activity],
    timeline: [move(-84, 'registered', 'approved', { why: 'opportunity-free' }), move(-3, 'activity_logged', 'approved', { why: 'meeting' }), move(-1, 'reminded', 'approved', { by: 'system', why: '7 days' })],
  },
  [dealIds.queued]: { timeline: [move(-40, 'registered', 'queued', { why: 'opportunity-taken' })] },
  [dealIds.returned]: { returnNote: 'Which of the Tailspin companies is it? Please add the website.', timeline: [move(-40, 'registered', 'submitted', { why: 'account-unclear' }), move(-2, 'returned', 'returned', { by: 'vendor', why: 'Which of the Tailspin companies is it? Please add the website.' })] },
  [dealIds.rejected]: { rejection: { reason: 'named-account', note: 'They buy from us directly.' }, timeline: [move(-40, 'registered', 'rejected', { why: 'named-account' })] },
  [dealIds.won]: { won: { amount: { amount: '2650000.00', currency: 'EUR' }, contract: 'annual', termMonths: 36, closedOn: dayIn(-10) }, timeline: [move(-40, 'registered', 'approved'), move(-10, 'won', 'won', { by: 'system' })] },
};

const problem = (code: string, title: string, status: number, more: object = {}) => ({ type: 'about:blank', title, status, code, correlationId: 'c0ffee', ...more });

export function stubDeals(stub: Stub): void {
  stub.on('GET', '/api/deals', ({ url }, response) => {
    const search = new URL(url, 'http://stub').searchParams;
    const [q = '', status] = [search.get('q') ?? undefined, search.get('status')?.split(',')];
    const endsWithin = search.get('protectionEndsWithinDays');
    const found = deals.filter((deal) => deal.account.name.toLowerCase().includes(q.toLowerCase()) && (status?.includes(deal.status) ?? true) && (endsWithin === null || (deal.status === 'approved' && deal.protectedUntil !== null && deal.protectedUntil < inDays(Number(endsWithin)))));
    const size = search.get('limit') === '100' ? 100 : 4;
    const from = Number(search.get('cursor') ?? 0);
    json(response, 200, { items: found.slice(from, from + size), nextCursor: from + size < found.length ? String(from + size) : null, total: found.length });
  });
  stub.on('GET', '/api/accounts', (_arrived, response) => json(response, 200, { items: [{ name: 'Contoso Versicherungen AG', website: 'https://contoso.example', country: 'DE' }, { name: 'Contoso Schweiz', website: null, country: 'CH' }] }));
  stub.on('POST', '/api/deals', async ({ body, url }, response) => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    const text = body.toString();
    if (text.includes('10.0.0.1')) {
      json(response, 422, problem('http/validation-failed', 'Not valid', 422, { errors: [{ pointer: '/expectedCloseOn', detail: 'is in the past' }] }));
      return;
    }
    const outcome = Object.keys(reasons).find((it) => text.includes(`${it}.example`)) ?? 'clear';
    const status = { clear: 'approved', queued: 'queued', needs_review: 'submitted', rejected: 'rejected' }[outcome];
    json(response, 201, { id: dealIds.approved, reference: 'DEAL-7K3M-9Q1', status, decision: decisionOf(outcome, url), ...(outcome === 'clear' ? { protectedUntil: inDays(90) } : {}) });
  });
  for (const deal of deals) stubDeal(stub, deal);
  stub.on('GET', '/api/deals/0191d3a0-0000-7000-8000-000000000404', (_arrived, response) => json(response, 404, problem('http/not-found', 'Not found', 404)));
}

/** One deal that changes as it is worked on. */
function stubDeal(stub: Stub, deal: (typeof deals)[number]): void {
  let now = {
    ...deal, version: 3, source: { kind: 'registration' }, sellerId: '0191d3a0-0000-7000-8000-000000000001', termMonths: 36, contactName: 'Ines Brandt', notes: null, rejection: null, returnNote: null,
    extensionRequest: deal.extension === null ? null : { status: 'requested', reason: null, requestedAt: inDays(-1), note: null, decidedAt: null },
    won: null, lost: null, activities: [] as object[], ...details[deal.id],
  };
  const path = `/api/deals/${deal.id}`;
  const moved = { id: deal.id, reference: deal.reference, version: 4, protectedUntil: null };
  stub.on('GET', path, ({ url }, response) => json(response, 200, { ...now, decision: decisionOf(deal.outcome, url) }));
  stub.on('POST', `${path}/activities`, ({ body }, response) => {
    const logged = { id: idOf(0xa2), loggedAt: inDays(0), ...(JSON.parse(body.toString()) as object) };
    now = { ...now, activities: [logged, ...now.activities] };
    json(response, 201, logged);
  });
  stub.on('POST', `${path}/extension`, (_arrived, response) => {
    now = { ...now, extensionRequest: { status: 'requested', reason: null, requestedAt: inDays(0), note: null, decidedAt: null } };
    json(response, 200, { ...moved, status: 'approved' });
  });
  stub.on('POST', `${path}/withdraw`, (_arrived, response) => {
    now = { ...now, status: 'withdrawn' };
    json(response, 200, { ...moved, status: 'withdrawn' });
  });
  stub.on('POST', `${path}/resubmit`, (_arrived, response) => {
    now = { ...now, status: 'submitted', returnNote: null };
    json(response, 200, { ...moved, status: 'submitted' });
  });
}
