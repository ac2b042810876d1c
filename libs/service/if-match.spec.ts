import { describe, expect, test } from '@jest/globals';
import { expectedVersion, requireVersion } from './if-match.ts';

const problemOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('If-Match', () => {
  test.each([undefined, '*', ' * '])('%p expects nothing', (header) => {
    expect(expectedVersion(header)).toBeUndefined();
    expect(problemOf(() => requireVersion(expectedVersion(header), 7))).toBeUndefined();
  });

  test.each([
    ['"3"', [3]],
    [' "3" ', [3]],
    ['"3", "4"', [3, 4]],
    ['"3","abc" , ,W/"4", "5",', [3, 5]],
    [',"3"', [3]],
  ])('%p expects one of its strong tags', (header, versions) => {
    expect([...(expectedVersion(header) ?? [])]).toEqual(versions);
  });

  test.each(['W/"3"', '"abc"', '""', '"03"', '"0"', '"99999999999999999999"', '"3;4"', '"3,4"'])('%p matches nothing of ours: 412 with the present ETag', (header) => {
    expect(problemOf(() => requireVersion(expectedVersion(header), 3))).toMatchObject({ status: 412, code: 'http/precondition-failed', headers: { etag: '"3"' } });
  });

  test.each(['', ' ', ',', '3', 'rubbish', '"3', '3"', 'w/"3"', "'3'", '"3" "4"', '"3", *', '*, "3"', '"a b"', `"${'x'.repeat(50_000)}`, `"3"${' , '.repeat(5_000)}x`])('%p is no list of tags: 422', (header) => {
    expect(problemOf(() => expectedVersion(header))).toMatchObject({ status: 422, code: 'http/invalid-if-match', errors: [{ pointer: '/if-match', in: 'header' }] });
  });
});
