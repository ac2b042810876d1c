// What the services say of one partner's money and deals.
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';

const usd = (amount: number) => ({ amount: amount.toFixed(2), currency: 'USD' });
const inDays = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
const id = (tail: string) => `0191d3a0-0000-7000-8000-0000000000${tail}`;
const partnerId = id('02');

const money = (code: string, amount: number, link: string) => ({ code, count: null, amount: usd(amount), link });
const counted = (code: string, count: number, link: string) => ({ code, count, amount: null, link });
/** As each of the services behind the first page contributes them. */
const parts = [
  [counted('join_requests_open', 2, '/api/partners/join-requests?status=open')],
  [
    counted('deals_open', 7, '/api/deals?status=submitted,returned,queued,approved'),
    { code: 'deals_open_value', count: 6, amount: usd(14_850_000), link: '/api/deals?status=submitted,returned,queued,approved&currency=USD' },
    { code: 'deals_open_value', count: 1, amount: { amount: '920000.00', currency: 'EUR' }, link: '/api/deals?status=submitted,returned,queued,approved&currency=EUR' },
    counted('deals_protected', 4, '/api/deals?status=approved'), counted('deals_protection_ending', 2, '/api/deals?protectionEndsWithinDays=30'),
    counted('deals_queued', 1, '/api/deals?status=queued'), counted('deals_returned', 1, '/api/deals?status=returned'),
  ],
  [money('commission_accrued', 2_565_000, '/api/commissions?currency=USD'), money('commission_held', 84_000, '/api/commissions?status=held&currency=USD'), money('commission_payable', 2_481_000, '/api/commissions?status=payable&currency=USD'), money('commission_paid', 0, '/api/commissions/months/current')],
];

const deal = (tail: string, name: string, days: number) => ({
  id: id(tail), reference: `DEAL-7K3M-9Q${tail.toUpperCase()}`, status: 'approved', partner: { id: partnerId, companyName: 'Northwind Defence GmbH' }, account: { name, website: null, country: 'US' },
  productFamilies: ['enterprise_scanner'], estimatedValue: usd(2_800_000), contract: 'annual', expectedCloseOn: '2027-02-01', registeredAt: inDays(-70), protectedUntil: inDays(days), outcome: 'auto_approved', extension: null,
});
const endingDeals = [deal('d1', 'Walmart Inc.', 6), deal('d2', 'Vereinigte Versicherungsgesellschaft für Industrie und Handel Aktiengesellschaft', 21)];

const months = ['2025-12', ...Array.from({ length: 11 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`)];
const gained = [0, 0, 126_000, 0, 315_000, 0, 840_000, 0, 0, 1_260_000, -60_000, 84_000];
const balanceAfter = gained.map((_, index) => gained.slice(0, index + 1).reduce((sum, amount) => sum + amount, 0));

const line = (tail: string, kind: 'accrual' | 'reversal', base: number, amount: number, text: string) => ({
  id: id(tail), kind, partnerId, deal: { id: id('d1'), reference: 'DEAL-7K3M-9QXD', account: 'Walmart Inc.' }, invoiceId: `INV-${tail}`, refundId: kind === 'reversal' ? 'CN-1' : null, instalment: kind === 'accrual' ? 2 : null,
  base: usd(base), percent: '30', rule: { id: id('e1'), version: 1 }, tierAtClose: 'gold', amount: usd(amount), status: kind === 'accrual' ? 'held' : 'payable', occurredOn: '2026-11-04', payableOn: '2026-12-04', postedAt: '2026-11-05T09:00:00.000Z', text,
});

const posted = [line('c1', 'accrual', 480_000, 144_000, ''), line('c2', 'reversal', -200_000, -60_000, ''), { ...line('c3', 'accrual', 4_200_000, 1_260_000, ''), status: 'payable' }];

function statement(index: number, isGerman: boolean) {
  const closing = balanceAfter[index] ?? 0;
  const november = [
    line('c1', 'accrual', 480_000, 144_000, isGerman ? 'Provision von 30\u00a0% auf 480.000,00 USD, gezahlt von Walmart Inc. am 4. November 2026, Rate 2' : 'Commission of 30% on USD 480,000.00 paid by Walmart Inc. on 4 November 2026, instalment 2'),
    line('c2', 'reversal', -200_000, -60_000, isGerman ? 'Zurückgenommen: 30\u00a0% von 200.000,00 USD, die am 4. November 2026 an Walmart Inc. zurückgingen' : 'Taken back: 30% of USD 200,000.00 that went back to Walmart Inc. on 4 November 2026'),
  ];
  const lines = index === months.length - 1 ? november : [];
  const currency = { currency: 'USD', opening: usd(closing - (gained[index] ?? 0)), lines, closing: usd(closing), held: usd(84_000), payable: usd(closing - 84_000) };
  return { partnerId, company: 'Northwind Defence GmbH', period: months[index], timeZone: 'Europe/Vienna', final: index < months.length - 1, currencies: closing === 0 ? [] : [currency] };
}

/** More than anybody earns in a month, for a name as long as there are some. */
export function longStatement(count: number) {
  const account = 'Vereinigte Versicherungsgesellschaft für Industrie und Handel Aktiengesellschaft';
  const lines = Array.from({ length: count }, (_, index) => ({ ...line('c1', 'accrual', 42_000_000, 12_600_000, `Line ${index + 1} of ${account}`), id: `0191d3a0-0000-7000-8000-${String(index).padStart(12, '0')}`, deal: { id: id('d1'), reference: 'DEAL-7K3M-9QXD', account } }));
  return { ...statement(months.length - 1, false), currencies: [{ currency: 'USD', opening: usd(0), lines, closing: usd(12_600_000), held: usd(12_600_000), payable: usd(0) }] };
}

const explanations = {
  en: { text: 'Walmart Inc. paid USD 480,000.00 on 4 November 2026 (invoice INV-c1, instalment 2). You were Gold then, and Standard plan, version 1, gives 30% of what is paid: USD 144,000.00. It is held until 4 December 2026.', steps: [['Net cash received', 'USD 480,000.00'], ['Tier on the closing date', 'Gold'], ['Rate', '30%'], ['Commission', 'USD 144,000.00']] },
  de: { text: 'Walmart Inc. hat am 4. November 2026 480.000,00 USD gezahlt (Rechnung INV-c1, Rate 2). Sie waren damals Gold, und Standardplan, Fassung 1, gibt 30\u00a0% von dem, was gezahlt wird: 144.000,00 USD.', steps: [['Zahlungseingang netto', '480.000,00 USD'], ['Stufe am Abschlusstag', 'Gold'], ['Satz', '30\u00a0%'], ['Provision', '144.000,00 USD']] },
} as const;

const nextTier = {
  tier: 'platinum', figuresOf: '2025-12-01T09:00:00.000Z',
  criteria: [
    { code: 'annual_revenue', required: { amount: '25000000.00', currency: 'USD' }, actual: { amount: '12600000.00', currency: 'USD' }, met: false },
    { code: 'dedicated_practice', required: true, actual: true, met: true },
  ],
};

export function stubMoney(stub: Stub): void {
  const asked = new Map<unknown, number>();
  // The three services share this stub, and each is asked once for a page; pages may ask at the same time.
  stub.on('GET', '/api/dashboard', ({ headers }, response) => {
    const page = headers['x-correlation-id'];
    const before = asked.get(page) ?? 0;
    asked.set(page, before + 1);
    json(response, 200, { figures: parts[before % parts.length] });
  });
  stub.on('GET', '/api/partners/mine', (_arrived, response) => json(response, 200, { id: partnerId, reference: 'PRT-4F2K-8WND', company: 'Northwind Defence GmbH', country: 'AT', tier: 'gold', status: 'active', managerId: partnerId, manager: { name: 'Tomasz Wiśniewski', email: 'tomasz.wisniewski@enterprise-scanner.example' }, approvedAt: '2025-12-10T09:00:00.000Z', nextTier }));
  stub.on('GET', '/api/deals', (_arrived, response) => json(response, 200, { items: endingDeals, nextCursor: null }));
  stub.on('GET', '/api/commissions/months', (_arrived, response) => json(response, 200, { timeZone: 'Europe/Vienna', items: months.map((period, index) => ({ period, final: index < months.length - 1, currencies: [{ currency: 'USD', earned: usd(gained[index] ?? 0) }] })) }));
  for (const [index, month] of months.entries()) {
    const answer = ({ url }: { url: string }, response: Parameters<typeof json>[0]) => json(response, 200, statement(index, url.includes('locale=de')));
    stub.on('GET', `/api/statements/${month}`, answer);
    if (index === months.length - 1) stub.on('GET', '/api/statements/current', answer);
  }
  stub.on('GET', '/api/statements/2026-09', ({ url }, response) => (url.includes('csv') ? void response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="statement-2026-09.csv"' }).end('Posted,What\r\n') : json(response, 200, statement(9, url.includes('locale=de')))));
  stub.on('GET', '/api/commissions', ({ url }, response) => {
    const status = new URL(url, 'http://stub').searchParams.get('status');
    json(response, 200, { items: posted.filter((it) => status === null || it.status === status).map((it) => ({ ...it, company: 'Northwind Defence GmbH' })), nextCursor: null });
  });
  stub.on('GET', `/api/commissions/${id('c1')}`, ({ url }, response) => {
    const locale = url.includes('locale=de') ? 'de' : 'en';
    const { text, steps } = explanations[locale];
    json(response, 200, { ...line('c1', 'accrual', 480_000, 144_000, text), explanation: { locale, text, steps: steps.map(([label, value]) => ({ label, value })) } });
  });
}
