import { expect, jest, test } from '@jest/globals';
import { FixedIds } from '#libs/testing/fixed-ids';
import { RandomIds } from './ids.ts';

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test.each([['random', new RandomIds()], ['fixed', new FixedIds()]])('%s ids have their form and do not repeat', (_, ids) => {
  const many = Array.from({ length: 1_000 }, () => ({ uuid: ids.uuid(), reference: ids.reference('APP'), secret: ids.secret() }));
  for (const { uuid, reference, secret } of many) {
    expect(uuid).toMatch(uuidV7);
    expect(reference).toMatch(/^APP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(secret).toMatch(/^[\w-]{43}$/);
  }
  for (const kind of ['uuid', 'reference', 'secret'] as const) expect(new Set(many.map((one) => one[kind])).size).toBe(1_000);
  expect(many.map(({ uuid }) => uuid)).toEqual(many.map(({ uuid }) => uuid).sort());
});

test('random ids grow within a millisecond, beyond what one can count, and where the clock is set back', () => {
  const ids = new RandomIds();
  const now = jest.spyOn(Date, 'now');
  try {
    const times = [...Array.from({ length: 10_000 }, () => 1_795_600_000_000), ...Array.from({ length: 10 }, () => 1_795_599_999_000), 1_795_600_000_010];
    const many = times.map((time) => {
      now.mockReturnValue(time);
      return ids.uuid();
    });
    expect(many).toEqual(many.toSorted());
    expect(new Set(many).size).toBe(times.length);
    expect([many[0]?.slice(0, 13), many.at(-1)?.slice(0, 13)]).toEqual(['01a21219-a400', '01a21219-a40a']);
    for (const id of many) expect(id).toMatch(uuidV7);
  } finally {
    now.mockRestore();
  }
});
