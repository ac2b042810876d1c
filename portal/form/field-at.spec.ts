import { expect, test } from '@jest/globals';
import { fieldAt, fieldOf, placeOf } from './field-at.ts';

const money = { amount: '', currency: 'USD' };
const values = {
  value: '30, 14', company: { website: '', revenue: money }, industries: ['524'], file: null, contents: [{ en: '', de: '' }], reason: '',
  requirements: [{ code: 'experience_years', required: '2', text: { en: '', de: '' } }, { code: 'annual_revenue', required: money, text: { en: '', de: '' } }],
};

test.each([
  ['/company/website', 'company.website'],
  ['/value/1', 'value'],
  ['/industries/0', 'industries'],
  ['/file/content', 'file'],
  ['/contents/0/de', 'contents.0.de'],
  ['/requirements/1/text/en', 'requirements.1.text.en'],
  ['/requirements/0/required', 'requirements.0.required'],
  ['/requirements/1/required', 'requirements.1.required.amount'],
  ['/requirements/1/required/currency', 'requirements.1.required.amount'],
  ['/company/revenue/amount', 'company.revenue.amount'],
])('%s is about %s', (pointer, field) => expect(fieldAt(values, pointer)).toBe(field));

test.each(['/requirements', '/requirements/7/code', '/company', '/takeBack', '/if-match', ''])('%j is about no field', (pointer) => expect(fieldAt(values, pointer)).toBeUndefined());

test('a place without a field is named by what was sent', () => {
  expect([placeOf('/benefits/2/code'), placeOf('/rates'), fieldOf('/clients/industries/3')]).toEqual(['benefits 3 · code', 'rates', 'clients.industries']);
});
