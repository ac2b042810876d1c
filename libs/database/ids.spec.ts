import { expect, test } from '@jest/globals';
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
