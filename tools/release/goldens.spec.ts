import { describe, expect, test } from '@jest/globals';
import { goldenFaults, hashOf, presentGoldens, releasedGoldens } from './goldens.ts';

// That each golden file fits its schema is held by libs/contracts/golden.spec.ts, with both from this tree: alone, it would let somebody edit both.
describe('the golden events', () => {
  test('of the last release are as they were', () => {
    expect(Object.keys(releasedGoldens()?.goldens ?? {}).length).toBeGreaterThan(50);
    expect(goldenFaults(releasedGoldens(), presentGoldens())).toEqual([]);
  });

  const released = { release: '9.9.9', goldens: { 'thing.made.v1': hashOf('{"number":1}'), 'thing.broken.v1': hashOf('{}') } };

  test('of a release may get company', () => {
    expect(goldenFaults(released, { ...released.goldens, 'thing.made.v2': hashOf('{"number":"1"}') })).toEqual([]);
    expect(goldenFaults(undefined, released.goldens)).toEqual([]);
  });

  test('that were edited or are gone are named', () => {
    expect(goldenFaults(released, { 'thing.made.v1': hashOf('{"number":"1"}') })).toEqual([
      expect.stringMatching(/^the golden file of thing\.made\.v1 of 9\.9\.9 was edited: /),
      expect.stringMatching(/^the golden file of thing\.broken\.v1 of 9\.9\.9 is gone: /),
    ]);
  });
});
