import { expect, test } from '@jest/globals';
import { addressOf, settingIn, type Setting } from './calculator-address.ts';

const usual: Setting = { deal: '2800000', dealsPerYear: 4, contract: 'annual', termYears: 3, tier: 'gold' };

test('what was set comes back from the address', () => {
  const setting: Setting = { deal: '4200000', dealsPerYear: 24, contract: 'one_off', termYears: 5, tier: 'qualify' };
  expect(settingIn(addressOf(setting), usual)).toEqual(setting);
});

test.each(['', 'deal=-1&deals=0&contract=none&years=99&tier=%3Cscript%3E', 'deal=1e9&deals=1.5&years=&tier=X'])('nonsense in the address is what is usual: %s', (search) => {
  expect(settingIn(new URLSearchParams(search), usual)).toEqual(usual);
});
