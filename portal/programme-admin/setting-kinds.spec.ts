import { expect, test } from '@jest/globals';
import { read, recordedValue, typed, type Kind, type Value } from './setting-kinds.ts';

const values: [Kind, Value][] = [
  ['hours', 48], ['days', 0], ['dayList', [30, 14, 7]], ['dayList', []], ['yesNo', false], ['reasons', ['other']], ['amount', { amount: '2800000.00', currency: 'USD' }], ['tier', 'gold'], ['tier', null], ['zone', 'Europe/Berlin'], ['address', 'https://example.com/terms'], ['address', null],
];
test.each(values)('%s %j is the same after it has stood in the form', (kind, value) => {
  expect(read(kind, typed(kind, value))).toEqual(value);
});

test('what is no number stays as it was typed, to be complained about', () => {
  expect([read('days', '1.5'), read('dayList', '30; soon')]).toEqual(['1.5', [30, 'soon']]);
});

test.each<[Kind, string, Value]>([
  ['days', '90', 90], ['dayList', '[30,14,7]', [30, 14, 7]], ['reasons', '[]', []], ['yesNo', 'false', false], ['tier', 'gold', 'gold'], ['tier', '–', null], ['amount', '{"amount":"2800000.00","currency":"USD"}', { amount: '2800000.00', currency: 'USD' }],
  ['text', '[Beta] Partner Programme', '[Beta] Partner Programme'], ['text', '{ 2027 }', '{ 2027 }'], ['zone', 'Europe/Berlin', 'Europe/Berlin'], ['dayList', '–', null],
])('%s %s of the trail is %j', (kind, recorded, value) => {
  expect(recordedValue(kind, recorded)).toEqual(value);
});
