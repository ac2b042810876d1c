import { describe, expect, test } from '@jest/globals';
import { registerBody } from '#libs/contracts/http/deals';
import { bodyOf, emptyRegistration, type Registration } from './registration.ts';

const filled: Registration = {
  ...emptyRegistration,
  account: { name: 'Contoso', website: ' ', country: 'DE' },
  productFamilies: ['cloud-scanner'],
  estimatedValue: { amount: '2800000', currency: 'EUR' },
  contract: 'annual',
  termMonths: '36',
  expectedCloseOn: '2027-03-31',
};

describe('a registration', () => {
  test('is sent without what is empty, and is then what the server takes', () => {
    expect(registerBody.parse(bodyOf(filled))).toEqual({ account: { name: 'Contoso', country: 'DE' }, productFamilies: ['cloud-scanner'], estimatedValue: { amount: '2800000', currency: 'EUR' }, contract: 'annual', termMonths: 36, expectedCloseOn: '2027-03-31' });
  });

  test('has a term only where it is annual', () => {
    expect(JSON.stringify(registerBody.parse(bodyOf({ ...filled, contract: 'one_off' })))).not.toContain('termMonths');
  });

  test.each<[string, Partial<Registration>]>([
    ['account.country', { account: { ...filled.account, country: '' } }],
    ['productFamilies', { productFamilies: [] }],
    ['estimatedValue.amount', { estimatedValue: { amount: 'much', currency: 'EUR' } }],
    ['estimatedValue.amount', { estimatedValue: { amount: '0', currency: 'EUR' } }],
    ['termMonths', { termMonths: 'three years' }],
    ['expectedCloseOn', { expectedCloseOn: '' }],
  ])('lacks %s', (path, changed) => {
    expect([...new Set(registerBody.safeParse(bodyOf({ ...filled, ...changed })).error?.issues.map((issue) => issue.path.join('.')))]).toEqual([path]);
  });
});
