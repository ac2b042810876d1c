import { expect, test } from '@jest/globals';
import { percent } from '#libs/contracts/primitives';
import { percentInput, readPercent } from './percent.ts';

test.each([['32.5', '32.5'], ['32,5', '32.5'], [' 32,5 % ', '32.5'], ['100', '100'], ['0,0001', '0.0001']])('%s is %s', (text, read) => {
  expect(percent.parse(readPercent(text))).toBe(read);
});

test('is shown with the reader’s decimal sign, and read again as it was', () => {
  expect([percentInput('32.5', ','), percentInput('32.5', '.'), percentInput('30', ',')]).toEqual(['32,5', '32.5', '30']);
  expect(readPercent(percentInput('32.5', ','))).toBe('32.5');
});

test.each(['', 'a third', '1.000,5', '101', '-5', '1,00001'])('%s is none', (text) => {
  expect(percent.safeParse(readPercent(text)).success).toBe(false);
});
