// What the services would say to the portal, so that these can be looked at without a whole stack.
import { json, startStub, type Stub } from '../../services/gateway/testing/stub-upstream.ts';
import { stubMoney } from './stub-money.ts';
import { testTokens } from '#libs/testing/test-tokens';
import { z } from 'zod';
import { stubDeals } from './stub-deals.ts';
import { stubOwnAccount, stubPeople } from './stub-people.ts';
import { catalogue } from '../../services/applications/migrations/catalogue.seed.ts';
import { resources } from '../../services/applications/migrations/resource.seed.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const benefits = (...texts: string[]) => texts.map((text) => ({ code: text.toLowerCase().replaceAll(' ', '_'), text }));

export const programme = {
  name: 'Enterprise Scanner Partner Programme',
  asOf: '2026-11-01',
  averageDeal: usd('2800000.00'),
  reviewPromiseHours: 48,
  reapplyAfterDays: 30,
  contactEmail: 'partners@enterprise-scanner.example',
  termsUrl: 'https://enterprise-scanner.example/partner-terms',
  privacyUrl: 'https://enterprise-scanner.example/privacy',
  tiers: [
    { code: 'authorized', name: 'Authorized Reseller', rank: 1, commissionPercent: '25', mostPopular: false, benefits: benefits('Basic sales training', 'Marketing materials', 'Lead registration', 'Online support portal'), requirements: [{ code: 'experience_years', text: '2+ years of cybersecurity experience', required: 2 }] },
    { code: 'gold', name: 'Gold Partner', rank: 2, commissionPercent: '30', mostPopular: true, benefits: benefits('Advanced technical training', 'Co-branded proposals', 'Dedicated partner manager', 'Lead sharing'), requirements: [{ code: 'annual_revenue', text: 'USD 5M+ revenue', required: usd('5000000') }, { code: 'certified_professionals', text: 'Certified professionals', required: 1 }] },
    { code: 'platinum', name: 'Platinum Partner', rank: 3, commissionPercent: '35', mostPopular: false, benefits: benefits('Strategic account planning', 'Executive briefing support', 'Custom integration support', 'Revenue protection'), requirements: [{ code: 'annual_revenue', text: 'USD 25M+ revenue', required: usd('25000000') }, { code: 'dedicated_practice', text: 'A dedicated practice', required: true }] },
  ],
  successStories: [
    { company: 'CyberTech Solutions', headline: 'A deal of USD 4.2M at 30% brought USD 1.26M of commission.', tier: 'gold', dealValue: usd('4200000'), commission: usd('1260000'), growthPercent: null, growthMonths: null, dealsPerYear: null },
    { company: 'SecureIT Consulting', headline: '300% revenue growth in 18 months.', tier: 'gold', dealValue: null, commission: null, growthPercent: 300, growthMonths: 18, dealsPerYear: null },
    { company: 'Global Security Partners', headline: '24 deals a year at 35%.', tier: 'platinum', dealValue: null, commission: null, growthPercent: null, growthMonths: null, dealsPerYear: 24 },
  ],
};

/** The programme words itself; the pages only ask for the language. */
const germanProgramme = {
  ...programme,
  tiers: programme.tiers.map((tier) => ({ ...tier, benefits: benefits('Grundlegende Vertriebsschulung', 'Marketingmaterial'), requirements: tier.requirements.map((it) => ({ ...it, text: 'Mindestens 5 Mio. USD Jahresumsatz' })) })),
  successStories: programme.successStories.map((story) => ({ ...story, headline: 'Mehr Umsatz in 18 Monaten.' })),
};

interface StubTier {
  readonly code: string;
  readonly name: string;
  readonly requirements: readonly { readonly code: string; readonly text: string; readonly required: unknown }[];
}

/** As the service would evaluate them, for the two criteria that these pages try. */
function qualification(text: string, { tiers }: { tiers: readonly StubTier[] }) {
  const figures = z.object({ annualRevenue: z.object({ amount: z.string() }), yearsInCybersecurity: z.number(), certifiedProfessionals: z.number() }).parse(JSON.parse(text));
  const met = { authorized: figures.yearsInCybersecurity >= 2, gold: figures.certifiedProfessionals >= 1 && Number(figures.annualRevenue.amount) >= 5e6, platinum: false };
  const [authorized, gold, platinum] = tiers;
  const tierOf = (tier: StubTier | undefined, isMet: boolean, results: boolean[]) => ({ tier: tier?.code, name: tier?.name, met: isMet, criteria: tier?.requirements.map((it, index) => ({ ...it, actual: null, met: results[index] ?? false })) });
  return {
    qualifiedFor: met.gold ? 'gold' : met.authorized ? 'authorized' : null,
    tiers: [
      tierOf(authorized, met.authorized, [met.authorized]),
      tierOf(gold, met.gold, [Number(figures.annualRevenue.amount) >= 5e6, figures.certifiedProfessionals >= 1]),
      tierOf(platinum, false, []),
    ],
  };
}

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();

const status = {
  reference: 'APP-7K3M-9QXD',
  company: 'Northwind Defence GmbH & Co. Kommanditgesellschaft für Sicherheitsberatung',
  status: 'more_info',
  timeline: [
    { at: hours(-30), status: 'submitted', event: 'submitted', text: 'Application received' },
    { at: hours(-20), status: 'in_review', event: 'review_started', text: 'Review started' },
    { at: hours(-2), status: 'more_info', event: 'more_info_requested', text: 'We asked you a question' },
  ],
  clock: { state: 'paused', remainingMinutes: 1080 },
  submittedAt: hours(-30),
  decisionDueAt: hours(18),
  question: { text: 'Which insurers do you advise today, and since when?', askedAt: hours(-2) },
  mayReapplyFrom: null,
};

const received = { id: '0191d3a0-0000-7000-8000-0000000000aa', reference: 'APP-7K3M-9QXD', status: 'submitted', submittedAt: hours(0), decisionDueAt: hours(48), statusUrl: '/application-status#token=good-token' };
const step = (action: string, href: string) => ({ action, method: 'POST', href, text: 'What to do now' });

/** The seed's own codes, as the service lists them. */
function catalogueIn(language: 'en' | 'de') {
  const coded = (kind: string) => catalogue.filter((entry) => entry.kind === kind).map(({ code, label }) => ({ code, label: label[language] }));
  const countries = ['AT', 'CH', 'DE', 'FR', 'GB', 'US'].map((code) => ({ code, label: new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code }));
  return {
    certifications: coded('certification'), capabilities: coded('capability'), clientTypes: coded('client_type'), industries: coded('industry'),
    productFamilies: coded('product_family'), rejectionReasons: coded('rejection_reason'), countries,
  };
}

function resourcesIn(language: 'en' | 'de') {
  const tierIn = (code: string | null) => (code === null ? null : { code, name: programme.tiers.find((tier) => tier.code === code)?.name ?? code });
  const items = resources.map(({ id, kind, title, summary, contents, tier, length, file_name: name, text }) => ({
    id, kind, title: title[language], summary: summary[language], contents: contents.map((each) => each[language]), tier: tierIn(tier), length,
    file: { name, type: 'text/markdown', size: text.length }, uploadedAt: hours(-30),
  }));
  return { items };
}

const session = {
  user: { id: '0191d3a0-0000-7000-8000-000000000001', name: 'Amara Okafor', email: 'amara.okafor@northwind-defence.example', locale: 'en', roles: ['owner'], permissions: ['partner:read', 'partner:join-requests', 'accounts:read', 'deals:read', 'deals:register', 'commissions:read', 'notifications:read', 'users:read', 'users:manage', 'preferences:own'] },
  partner: { id: '0191d3a0-0000-7000-8000-000000000002', company: 'Northwind Defence GmbH' },
  expiresAt: hours(1),
};

const joinRequests = [
  { id: '0191d3a0-0000-7000-8000-00000000000a', status: 'open', person: { name: 'Lena Vogel', email: 'lena.vogel@northwind-defence.example', jobTitle: 'Integration engineer' }, message: 'I run the integration and would like to register our deals.', requestedAt: hours(-3), decidedAt: null },
  { id: '0191d3a0-0000-7000-8000-00000000000b', status: 'open', person: { name: 'Ben Adler', email: 'ben.adler@northwind-defence.example', jobTitle: null }, message: null, requestedAt: hours(-1), decidedAt: null },
];

const feed = [
  { id: 12, kind: 'join_request', title: 'Lena Vogel asks to join', body: 'She wants access to your company’s account.', link: '/join-requests', createdAt: hours(-3), readAt: null },
  { id: 7, kind: 'application_approved', title: 'Welcome to the programme', body: null, link: null, createdAt: hours(-40), readAt: hours(-39) },
];

export async function startStubServices(): Promise<Stub> {
  const stub = await startStub();
  tellEverything(stub);
  return stub;
}

/** From now on everything is as it was at the beginning. */
export function tellEverything(stub: Stub): void {
  const token = testTokens().sign({ sub: session.user.id, partner: session.partner.id, roles: ['owner'], name: session.user.name });
  const problem = (code: string, title: string, code_: number, more: object = {}) => ({ type: 'about:blank', title, status: code_, code, correlationId: 'c0ffee', ...more });
  stub.on('GET', '/api/programme', ({ url }, response) => json(response, 200, url.includes('locale=de') ? germanProgramme : programme));
  stub.on('GET', '/api/catalogue', ({ url }, response) => json(response, 200, catalogueIn(url.includes('locale=de') ? 'de' : 'en')));
  stub.on('GET', '/api/resources', ({ url }, response) => json(response, 200, resourcesIn(url.includes('locale=de') ? 'de' : 'en')));
  for (const { id, tier, text } of resources) {
    stub.on('GET', `/api/resources/${id}/file`, (_arrived, response) =>
      tier === 'platinum' ? json(response, 403, problem('applications/higher-tier-needed', 'Your tier does not open this', 403)) : void response.writeHead(200, { 'content-type': 'text/markdown', 'content-disposition': 'attachment' }).end(text),
    );
  }
  stub.on('POST', '/api/partners/apply', async ({ body }, response) => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    const text = body.toString();
    if (text.includes('taken.example')) json(response, 409, problem('applications/duplicate', 'This company is known already', 409, { kind: 'active_partner', nextStep: step('request_to_join', '/api/partners/join-requests'), otherSteps: [step('contest', '/api/partners/apply/contest')] }));
    else if (text.includes('pending.example')) json(response, 409, problem('applications/duplicate', 'This company is known already', 409, { kind: 'open_application', nextStep: step('resend_status_link', '/api/applications/status-link'), otherSteps: [step('contest', '/api/partners/apply/contest')] }));
    else if (text.includes('10.0.0.1')) json(response, 422, problem('http/validation-failed', 'Not valid', 422, { errors: [{ pointer: '/company/website', detail: 'must have a domain of its own, such as "https://example.com"; no IP address and no bare suffix such as "co.uk"' }] }));
    else json(response, 201, received);
  });
  stub.on('POST', '/api/applications/status-link', (_arrived, response) => json(response, 202, { accepted: true }));
  stub.on('POST', '/api/partners/apply/contest', (_arrived, response) => json(response, 201, received));
  stub.on('POST', '/api/partners/join-requests', (_arrived, response) => json(response, 202, { accepted: true }));
  stub.on('POST', '/api/programme/qualification', ({ body, url }, response) => json(response, 200, qualification(body.toString(), url.includes('locale=de') ? germanProgramme : programme)));
  stub.on('GET', '/api/session', (_arrived, response) => json(response, 200, session));
  stub.on('DELETE', '/api/session', (_arrived, response) => void response.writeHead(204).end());
  stub.on('GET', '/api/applications/status/good-token', (_arrived, response) => json(response, 200, status));
  stub.on('POST', '/api/applications/status/good-token/answer', (_arrived, response) => json(response, 200, status));
  stub.on('POST', '/api/applications/status/good-token/withdraw', (_arrived, response) => json(response, 200, { ...status, status: 'withdrawn', question: null, clock: { state: 'stopped', remainingMinutes: null } }));
  stub.on('GET', '/api/partners/join-requests', (_arrived, response) => json(response, 200, { items: joinRequests, nextCursor: null }));
  stub.on('GET', '/api/notifications', (_arrived, response) => json(response, 200, { items: feed, nextCursor: null }));
  stub.on('GET', '/internal/feed', (_arrived, response) => json(response, 200, { items: [], latest: 12 }));
  stub.on('POST', '/api/session/refresh', (_arrived, response) => json(response, 401, problem('auth/token-invalid', 'The session is over', 401)));
  stub.on('POST', '/api/partners/login', ({ body }, response) =>
    body.toString().includes('right')
      ? json(response, 200, { ...session, tokens: { accessToken: token, accessExpiresAt: hours(1), refreshToken: 'r', refreshExpiresAt: hours(9) } })
      : json(response, 401, problem('identity/invalid-credentials', 'Sign-in failed', 401)),
  );
  stub.on('POST', '/api/activation', async ({ body }, response) => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    if (body.toString().includes('used-token')) json(response, 410, problem('identity/link-used-or-expired', 'This link is of no more use', 410));
    else if (body.toString().includes('short')) json(response, 422, problem('identity/password-refused', 'Choose another password', 422, { errors: [{ pointer: '/password', detail: 'must have at least 12 characters' }], reasons: ['too_short'] }));
    else json(response, 200, { email: session.user.email, redirectTo: '/partner-portal.html' });
  });
  stubMoney(stub);
  stub.on('POST', '/api/password-reset', (_arrived, response) => void response.writeHead(202).end());
  stubDeals(stub);
  stubPeople(stub);
  stubOwnAccount(stub);
}
