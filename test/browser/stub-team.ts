// What the services would say to the vendor's people; enters the stub that speaks to everybody else.
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';
import { rolePermissions, type VendorRole } from '#libs/contracts/permissions';
import { testTokens } from '#libs/testing/test-tokens';
import { isOfPartners, listedPartners, tellOfPartners } from './stub-team-partners.ts';

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const usd = (amount: string) => ({ amount, currency: 'USD' });
const me = '0191d3a0-0000-7000-8000-0000000000f1';
const colleague = '0191d3a0-0000-7000-8000-0000000000f2';
const idOf = (number: number) => `0191d3a0-0000-7000-8000-0000000001${String(number).padStart(2, '0')}`;

const session = { user: { id: me, name: 'Priya Raman', email: 'priya.raman@enterprise-scanner.example', locale: 'en', roles: ['admin'], permissions: rolePermissions.admin }, partner: null, expiresAt: hours(1) };

const base = { tierQualifiedFor: 'gold', tierHeld: null, contested: false, reviewerId: null, partnerId: null, partnerStatus: null, partnerVersion: null, managerId: null, needsManager: false };
const clock = (state: string, remainingMinutes: number | null) => ({ state, remainingMinutes });
const items = [
  { ...base, id: idOf(1), reference: 'APP-2H8C-1RTY', company: 'Kestrel Assurance Group plc', country: 'GB', status: 'submitted', tierAskedFor: 'platinum', submittedAt: hours(-53), decisionDueAt: hours(-5), clock: clock('overdue', -312) },
  { ...base, id: idOf(2), reference: 'APP-7K3M-9QXD', company: 'Northwind Defence GmbH & Co. Kommanditgesellschaft für Sicherheitsberatung', country: 'DE', status: 'in_review', tierAskedFor: 'gold', submittedAt: hours(-42), decisionDueAt: hours(6), clock: clock('urgent', 367), reviewerId: me, contested: true },
  { ...base, id: idOf(3), reference: 'APP-5N2P-8WZK', company: 'Blue Harbor Consulting LLC', country: 'US', status: 'submitted', tierAskedFor: 'authorized', tierQualifiedFor: null, submittedAt: hours(-3), decisionDueAt: hours(45), clock: clock('running', 2700) },
  { ...base, id: idOf(4), reference: 'APP-9D4F-3MJH', company: 'Alpenschutz AG', country: 'CH', status: 'more_info', tierAskedFor: 'gold', submittedAt: hours(-30), decisionDueAt: null, clock: clock('paused', 1080), reviewerId: colleague },
];

const money = (code: string, text: string, required: string, actual: string, met: boolean | null) => ({ code, text, required: usd(required), actual: usd(actual), met });
const view = {
  id: idOf(2), reference: 'APP-7K3M-9QXD', version: 3, status: 'in_review', contested: true,
  statement: 'We share a name with the Austrian company, and nothing else.\nOur registration number is our own.',
  fields: {
    company: { legalName: 'Northwind Defence GmbH & Co. Kommanditgesellschaft für Sicherheitsberatung', website: 'northwind-defence.example', country: 'DE', registrationNumber: 'HRB 148213', annualRevenue: usd('12600000.00'), employees: 85 },
    contact: { firstName: 'Amara', lastName: 'Okafor', email: 'amara.okafor@northwind-defence.example', phone: '+4930901820', jobTitle: 'Managing Director' },
    experience: { yearsInCybersecurity: 9, certifiedProfessionals: 14, certifications: ['cissp'], capabilities: [], fortune500Relationships: 6, dedicatedPractice: false },
    locale: 'de', clients: { types: ['mid-market'], industries: ['524'], territories: ['DE', 'AT', 'US-CA'] },
    goals: { tier: 'gold', goals: 'Resell to insurers we already advise, and take over the onboarding of their subsidiaries.' },
  },
  consentedAt: hours(-42),
  evaluation: {
    qualifiedFor: 'gold',
    tiers: [
      { tier: 'authorized', name: 'Authorized Reseller', met: true, criteria: [{ code: 'experience_years', text: '2+ years', required: 2, actual: 9, met: true }] },
      { tier: 'gold', name: 'Gold Partner', met: true, criteria: [money('annual_revenue', 'USD 5M+', '5000000', '12600000', true), { code: 'certified_professionals', text: 'Certified', required: 1, actual: 14, met: true }, { code: 'fortune500_relationships', text: 'F500', required: 1, actual: 6, met: true }] },
      { tier: 'platinum', name: 'Platinum Partner', met: false, criteria: [money('annual_revenue', 'USD 25M+', '25000000', '12600000', false), { ...money('annual_commitment', 'USD 1M', '1000000', '0', null), actual: { amount: '900000.00', currency: 'EUR' } }, { code: 'dedicated_practice', text: 'Practice', required: true, actual: false, met: false }] },
    ],
  },
  clock: clock('urgent', 367), submittedAt: hours(-42), decisionDueAt: hours(6), decidedAt: null, reviewerId: me, partnerId: null, rejection: null,
  questions: [{ question: 'Which insurers do you advise today, and since when?', askedAt: hours(-30), answer: 'Three of the ten largest, the first since 2017.', answeredAt: hours(-26) }],
  similar: [
    { kind: 'partner', id: idOf(90), applicationId: idOf(91), reference: 'PAR-3C7V-2LKD', company: 'Northwind Defence Vertriebsgesellschaft mbH', country: 'DE', website: 'northwind-vertrieb.example', status: 'active', why: ['name_and_country'] },
    { kind: 'application', id: idOf(92), applicationId: idOf(92), reference: 'APP-1A2B-3C4D', company: 'Nordwind Defence', country: 'AT', website: 'nordwind.example', status: 'rejected', why: ['similar_name', 'registration_number'] },
  ],
  history: [
    { at: hours(-42), actor: { kind: 'public', id: null }, from: null, to: 'submitted', event: 'contested', why: null },
    { at: hours(-38), actor: { kind: 'vendor', id: colleague }, from: 'submitted', to: 'in_review', event: 'review_started', why: null },
    { at: hours(-26), actor: { kind: 'applicant', id: null }, from: 'more_info', to: 'in_review', event: 'answered', why: null },
  ],
};

/** The other applications look like the first; what differs is what the queue says of them. */
const viewOf = (item: (typeof items)[number]) =>
  item.id === view.id ? view : { ...view, id: item.id, reference: item.reference, version: 1, status: item.status, contested: false, statement: null, clock: item.clock, submittedAt: item.submittedAt, decisionDueAt: item.decisionDueAt, reviewerId: item.reviewerId, similar: [], questions: [], fields: { ...view.fields, company: { ...view.fields.company, legalName: item.company, country: item.country }, goals: { ...view.fields.goals, tier: item.tierAskedFor } } };

const figures = [
  { code: 'applications_open', count: 4, amount: null, link: '/api/partners?status=submitted,in_review,more_info' },
  { code: 'applications_overdue', count: 1, amount: null, link: '/api/partners?overdue=true' },
  { code: 'deals_to_decide', count: 3, amount: null, link: '/api/deals?status=submitted' },
  { code: 'extensions_to_decide', count: 1, amount: null, link: '/api/deals?status=approved&extension=requested' },
  { code: 'deal_reports_held', count: 2, amount: null, link: '/api/deals/reports' },
  { code: 'commission_accrued', count: null, amount: usd('12600000.00'), link: '/api/commissions?currency=USD' },
  { code: 'commission_held', count: null, amount: usd('840000.00'), link: '/api/commissions?status=held&currency=USD' },
  { code: 'commission_payable', count: null, amount: usd('1260000.00'), link: '/api/commissions?status=payable&currency=USD' },
  { code: 'commission_exceptions', count: 2, amount: null, link: '/api/commissions/exceptions' },
  { code: 'reports_waiting', count: 1, amount: null, link: '/api/invoices/waiting' },
];

const problem = (code: string, status: number) => ({ type: 'about:blank', title: 'Refused', status, code, correlationId: 'c0ffee' });

/** From now on whoever signs in is one of the team. */
export function speakToTheTeam(stub: Stub, role: VendorRole = 'admin'): void {
  const token = testTokens().sign({ sub: me, roles: [role], name: session.user.name });
  const own = { ...session, user: { ...session.user, roles: [role], permissions: rolePermissions[role] } };
  stub.on('GET', '/api/session', (_arrived, response) => json(response, 200, own));
  stub.on('POST', '/api/partners/login', (_arrived, response) => json(response, 200, { ...own, tokens: { accessToken: token, accessExpiresAt: hours(1), refreshToken: 'r', refreshExpiresAt: hours(9) } }));
  // The gateway puts the figures of three services into one; here the first that is asked for a page has them all.
  const pages = new Set<unknown>();
  stub.on('GET', '/api/dashboard', ({ headers }, response) => {
    const page = headers['x-correlation-id'];
    json(response, 200, { figures: pages.has(page) ? [] : figures });
    pages.add(page);
  });
  stub.on('GET', '/api/partners', ({ url }, response) => {
    const query = new URL(url, stub.url).searchParams;
    if (isOfPartners(query)) return json(response, 200, listedPartners(query));
    const found = items.filter(({ company, tierAskedFor, clock: { state } }) => company.toLowerCase().includes(query.get('q')?.toLowerCase() ?? '') && (query.get('tier') ?? tierAskedFor) === tierAskedFor && (query.get('overdue') !== 'true' || state === 'overdue'));
    return json(response, 200, { items: found, nextCursor: null });
  });
  tellOfPartners(stub);
  for (const item of items) {
    stub.on('GET', `/api/applications/${item.id}`, (_arrived, response) => json(response, 200, viewOf(item)));
    for (const move of ['review', 'more-info', 'approve', 'reject']) {
      stub.on('POST', `/api/applications/${item.id}/${move}`, ({ headers }, response) =>
        headers['if-match'] === `"${viewOf(item).version}"` ? json(response, 200, { id: item.id, reference: item.reference, status: 'in_review', version: 9, partnerId: null, decisionDueAt: null }) : json(response, 412, problem('http/precondition-failed', 412)),
      );
    }
  }
}
