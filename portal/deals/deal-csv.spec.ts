import { expect, test } from '@jest/globals';
import { csvOf } from './deal-csv.ts';

test('a table is CSV as spreadsheets read it', () => {
  expect(csvOf([['Customer', 'Amount'], ['Smith, "Sons" & Co', '-12.50']])).toBe('\uFEFFCustomer,Amount\r\n"Smith, ""Sons"" & Co",-12.50\r\n');
});

test.each(['=HYPERLINK("x")', '+1+1', '-cmd', '@sum', ' =1', '\t=1', 'a;=1', 'a\n=1'])('no name becomes a formula: %j', (name) => {
  const text = csvOf([[name]]).slice(1);
  expect(text).not.toMatch(/(^|[;\n"])\s*[=+\-@]/);
  expect(text).toContain("'");
});
