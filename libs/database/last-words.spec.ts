import { describe, expect, test } from '@jest/globals';
import { statementsOf } from './last-words.ts';

const update = { text: 'UPDATE t SET a = $1 WHERE b = $2', values: ["it's", 2] };
const alone = (item: string) => ({ name: 'f_one', text: 'SELECT f_one($1)', values: [item] });
const one = (item: string) => ({ list: 'f', item: () => item, alone: alone(item) });
const call = (list: string, items: string) => ({ name: list, text: `SELECT ${list}($1)`, values: [items] });

describe('what is sent with COMMIT', () => {
  test('is sent as it is', () => {
    expect(statementsOf([update])).toEqual([update]);
  });

  test('calls a list function once, where its first call stood, with the items in their order', () => {
    const words = [{ list: 'g', item: () => '{"n":1}' }, update, one('{"n":2}'), { list: 'g', item: () => `{"n":"it's"}` }, one('{"n":3}')];
    expect(statementsOf(words)).toEqual([call('g', `[{"n":1},{"n":"it's"}]`), update, call('f', '[{"n":2},{"n":3}]')]);
  });

  test('takes the cheaper form for an item that is alone', () => {
    expect(statementsOf([one('{"n":2}')])).toEqual([alone('{"n":2}')]);
    expect(statementsOf([{ list: 'g', item: () => '{"n":2}' }])).toEqual([call('g', '[{"n":2}]')]);
  });
});
