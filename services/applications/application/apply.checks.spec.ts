import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { applicationView } from '#libs/contracts/http/applications';
import { startService, type StartedService } from '#libs/testing/start-service';
import { anApplication } from '../spec/an-application.ts';
import { applyAs } from '../spec/apply.ts';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';

let service: StartedApplications<StartedService>;
const apply = (body: unknown) => service.client.post('/api/partners/apply', body);

beforeAll(async () => {
  service = await startApplications(startService);
});
beforeEach(() => service.database.truncate());
afterAll(() => service.stop());

const company = (fields: object) => ({ ...anApplication(), company: { ...anApplication().company, ...fields } });
const contact = (fields: object) => ({ ...anApplication(), contact: { ...anApplication().contact, ...fields } });
const revenue = (amount: unknown, currency = 'USD') => company({ annualRevenue: { amount, currency } });

describe('an application is refused, field by field,', () => {
  const cases: [what: string, pointer: string, body: object][] = [
    ['an e-mail address without a domain', '/contact/email', contact({ email: 'jane' })],
    ['an e-mail address that adds a header', '/contact/email', contact({ email: 'jane@acme.com\r\nBcc: all@acme.com' })],
    ['an e-mail address at a bare suffix', '/contact/email', contact({ email: 'jane@co.uk' })],
    ['a telephone number that is a word', '/contact/phone', contact({ phone: 'call me' })],
    ['a telephone number of no country', '/contact/phone', contact({ phone: '+999123456789' })],
    ['a telephone number that cannot exist', '/contact/phone', contact({ phone: '+10000000000' })],
    ['a website that is an IP address', '/company/website', company({ website: 'http://192.168.0.1' })],
    ['a website that is an IPv6 address', '/company/website', company({ website: 'http://[::1]/' })],
    ['a website that is a bare suffix', '/company/website', company({ website: 'https://co.uk' })],
    ['a website of another scheme', '/company/website', company({ website: 'javascript:alert(1)' })],
    ['a website with a password', '/company/website', company({ website: 'https://me:secret@acme.com' })],
    ['a country that does not exist', '/company/country', company({ country: 'ZZ' })],
    ['a country by name', '/company/country', company({ country: 'Germany' })],
    ['a currency that does not exist', '/company/annualRevenue/currency', revenue('1.00', 'ABC')],
    ['a currency that nobody is paid in', '/company/annualRevenue/currency', revenue('1.00', 'XXX')],
    ['more decimals than the currency has', '/company/annualRevenue/amount', revenue('1.5', 'JPY')],
    ['a negative amount', '/company/annualRevenue/amount', revenue('-1.00')],
    ['an absurd amount', '/company/annualRevenue/amount', revenue('9'.repeat(40))],
    ['an amount beyond the database', '/company/annualRevenue/amount', revenue('999999999999999.9999', 'CLF')],
    ['an amount as a number', '/company/annualRevenue/amount', revenue(100)],
    ['an amount in exponents', '/company/annualRevenue/amount', revenue('1e9')],
    ['a fraction of an employee', '/company/employees', company({ employees: 1.5 })],
    ['nobody employed', '/company/employees', company({ employees: 0 })],
    ['an industry that NAICS does not have', '/clients/industries/1', anApplication({ clients: { industries: ['52', '99'] } })],
    ['an industry whose subsector NAICS does not have', '/clients/industries/0', anApplication({ clients: { industries: ['529999'] } })],
    ['a territory that does not exist', '/clients/territories/0', anApplication({ clients: { territories: ['US-ZZ'] } })],
    ['a client type that is not in the catalogue', '/clients/types/0', anApplication({ clients: { types: ['martians'] } })],
    ['a certification that is not in the catalogue', '/experience/certifications/0', anApplication({ experience: { certifications: ['made-up'] } })],
    ['a capability that is not in the catalogue', '/experience/capabilities/0', anApplication({ experience: { capabilities: ['magic'] } })],
    ['a tier that is not in the programme', '/goals/tier', anApplication({ goals: { tier: 'diamond' } })],
    ['a name of nothing', '/company/legalName', company({ legalName: '   ' })],
    ['a name of 300 characters', '/company/legalName', company({ legalName: 'x'.repeat(300) })],
    ['a name with a line break', '/company/legalName', company({ legalName: 'Acme\nInc' })],
    ['a name with a control character', '/company/legalName', company({ legalName: 'Acme\u0007' })],
    ['a name with NUL', '/company/legalName', company({ legalName: 'Acme\u0000Inc' })],
    ['a name with a lone surrogate', '/company/legalName', company({ legalName: 'Acme \ud800' })],
    ['a name that turns its own direction', '/company/legalName', company({ legalName: 'Acme \u202egnp.exe' })],
    ['an unknown field', '/company/taxHaven', company({ taxHaven: true })],
    ['consent withheld', '/consent/privacy', { ...anApplication(), consent: { terms: true, privacy: false } }],
    ['a language that we do not speak', '/locale', { ...anApplication(), locale: 'tlh' }],
    ['a missing part', '/goals', { ...anApplication(), goals: undefined }],
  ];

  test.each(cases)('%s', async (_what, pointer, body) => {
    const answer = await apply(body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.code).toBe('http/validation-failed');
    expect(answer.body.errors).toEqual([{ pointer, detail: expect.any(String) }]);
    expect(await service.database.query('SELECT FROM application')).toEqual([]);
  });

  test('every wrong field at once', async () => {
    const answer = await apply({ ...company({ country: 'ZZ', website: 'http://10.0.0.1' }), clients: { types: ['nope'], industries: ['00'], territories: ['XX-1'] } });
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      '/clients/industries/0',
      '/clients/territories/0',
      '/clients/types/0',
      '/company/country',
      '/company/website',
    ]);
  });

  test('a body of 1 MB', async () => {
    expect((await apply(company({ legalName: 'x'.repeat(1_000_000) }))).status).toBe(413);
  });
});

describe('an application is taken as it is written', () => {
  test.each([
    ['a name of one character', 'X'],
    ['a name of 200 characters', 'y'.repeat(200)],
    ['an Arabic name', 'شركة الأمن السيبراني'],
    ['a Hebrew name with emoji', 'אבטחה 🔐 בע"מ'],
    ['an emoji alone', '🔥'],
    ['a name that decomposes into thousands', '﷽'.repeat(200)],
    ['SQL', "Robert'); DROP TABLE application;--"],
    ['a template', '{{constructor.constructor("return process")()}} ${7*7} <%= 7*7 %>'],
    ['HTML', '<script>alert(1)</script>'],
    ['JSON', '"},"__proto__":{"admin":true}'],
    ['a formula', '=HYPERLINK("http://evil")'],
    ['a wildcard', '%_\\'],
  ])('%s', async (_what, legalName) => {
    const body = anApplication({ company: { legalName }, goals: { goals: legalName } });
    const { id } = await applyAs(service, body);
    const view = (await service.client.as('reviewer').get(`/api/applications/${id}`)).as(applicationView);
    expect(view.fields.company.legalName).toBe(legalName);
    expect(view.fields.goals.goals).toBe(legalName);
    const found = await service.client.as('reviewer').get('/api/partners', { query: { q: legalName } });
    expect(found.body.items.map(({ company: name }: { company: string }) => name)).toEqual([legalName]);
  });
});
