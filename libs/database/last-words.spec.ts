import { describe, expect, test } from '@jest/globals';
import { statementsOf } from './last-words.ts';

const update = { text: 'UPDATE t SET a = $1 WHERE b = $2', values: ["it's", 2] };
const one = (item: string) => ({ list: 'f', item: () => item, alone: { text: 'SELECT f_one($1)', values: [item] } });

describe('what is sent with COMMIT', () => {
  test('has its values in place of the numbers, quoted', () => {
    expect(statementsOf([update])).toEqual([`UPDATE t SET a = 'it''s' WHERE b = 2`]);
    expect(() => statementsOf([{ text: 'SELECT $1', values: [] }])).toThrow('no value for $1');
  });

  test('calls a list function once, where its first call stood, with the items in their order', () => {
    const words = [{ list: 'g', item: () => '{"n":1}' }, update, one('{"n":2}'), { list: 'g', item: () => `{"n":"it's"}` }, one('{"n":3}')];
    expect(statementsOf(words)).toEqual([`SELECT g('[{"n":1},{"n":"it''s"}]')`, expect.stringContaining('UPDATE'), `SELECT f('[{"n":2},{"n":3}]')`]);
  });

  test('takes the cheaper form for an item that is alone', () => {
    expect(statementsOf([one('{"n":2}')])).toEqual([`SELECT f_one('{"n":2}')`]);
    expect(statementsOf([{ list: 'g', item: () => '{"n":2}' }])).toEqual([`SELECT g('[{"n":2}]')`]);
  });
});
