import { expect, test } from '@jest/globals';
import { gatherFor } from './relay.shard.ts';

test.each([
  [1, 20, 19],
  [4, 20, 16],
  [10, 20, 40],
  [30, 20, 60],
  [500, 20, 60],
  [10, 200, 190],
  [500, 0, 0],
])('after a request of %i ms, with %i ms to gather, events gather for %i ms', (took, gatherMs, expected) => {
  expect(gatherFor(took, gatherMs)).toBe(expected);
});
