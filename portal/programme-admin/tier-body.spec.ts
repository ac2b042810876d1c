import { expect, test } from '@jest/globals';
import { publishTierBody } from '#libs/contracts/http/tiers';
import { bodyOf, codeFor, nothingOf, shownAt, textsLeftBehind, valuesOf, type TierVersion } from './tier-body.ts';

const both = (en: string) => ({ en, de: en });
const version: TierVersion = {
  tier: 'gold', version: 2, name: both('Gold Partner'), effectiveFrom: '2026-01-01T00:00:00Z', publishedAt: null, publishedBy: null, reason: null,
  requirements: [{ code: 'annual_revenue', text: both('USD 5M+'), required: { amount: '5000000.00', currency: 'USD' } }, { code: 'certified_professionals', text: both('Certified'), required: 1 }, { code: 'dedicated_practice', text: both('Practice'), required: true }],
  benefits: [{ code: 'lead_sharing', text: both('Lead sharing'), listed: true }],
};

test('a version is the same after it has stood in the form', () => {
  const { name, requirements, benefits } = version;
  expect(publishTierBody.parse(bodyOf({ ...valuesOf(version), reason: 'So.' }, {}))).toEqual({ name, requirements, benefits, reason: 'So.' });
});

test('a new benefit gets its code of its English text; what is no number is complained about', () => {
  const body = bodyOf({ ...valuesOf(version), benefits: [{ code: '', text: both('Early access: β & more!'), listed: true }], requirements: [{ code: 'experience_years', text: both('Years'), required: 'two' }], reason: 'So.' }, {});
  expect(body.benefits[0]?.code).toBe('early_access_more');
  expect(publishTierBody.safeParse(body).error?.issues.map(({ path }) => path.join('.'))).toEqual(['requirements.0.required']);
  expect([codeFor('  '), nothingOf('annual_commitment'), nothingOf('dedicated_practice'), nothingOf('experience_years')]).toEqual(['benefit', { amount: '', currency: 'USD' }, true, '']);
});

test('every benefit has a code of its own, whatever it is called, and keeps the one that it was published with', () => {
  const added = (en: string) => ({ code: '', text: both(en), listed: true });
  const body = bodyOf({ ...valuesOf(version), benefits: [added('Lead sharing'), ...valuesOf(version).benefits, added('Lead sharing'), added('重点支持'), added('★')], reason: 'So.' }, {});
  expect(body.benefits.map(({ code }) => code)).toEqual(['lead_sharing_2', 'lead_sharing', 'lead_sharing_3', 'benefit', 'benefit_2']);
  expect(publishTierBody.safeParse(body).success).toBe(true);
});

test('what is wrong with a code is said at the text that it is made of', () => {
  expect([shownAt('benefits.2.code'), shownAt('benefits.2.text.de'), shownAt('requirements.1.code')]).toEqual(['benefits.2.text.en', 'benefits.2.text.de', 'requirements.1.code']);
});

test('a text that still says the figure of before is found, in either language', () => {
  const { requirements } = valuesOf(version);
  const revenue = { code: 'annual_revenue', text: both('USD 5M+'), required: { amount: '5000000', currency: 'USD' } };
  const more = { ...revenue, required: { amount: '6000000', currency: 'USD' } };
  const found = [revenue, more, { ...more, text: { en: 'USD 6M+', de: 'USD 5M+' } }, { ...more, text: both('USD 6M+') }, { ...more, code: 'annual_commitment' }].map((typed) => textsLeftBehind(typed, requirements));
  expect(found).toEqual([[], ['USD 5M+', 'USD 5M+'], ['USD 5M+'], [], []]);
});
