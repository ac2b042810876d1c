import { expect, test } from '@jest/globals';
import { percentText } from './percent.ts';

test.each([
  ['30', '30%', '30\u00a0%'],
  ['32.5', '32.5%', '32,5\u00a0%'],
  ['33.3333', '33.3333%', '33,3333\u00a0%'],
  ['0.0001', '0.0001%', '0,0001\u00a0%'],
  [1200, '1,200%', '1.200\u00a0%'],
])('%s is read as %s and %s', (percent, english, german) => {
  expect([percentText(percent, 'en'), percentText(percent, 'de')]).toEqual([english, german]);
});
