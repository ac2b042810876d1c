import { expect, test } from '@jest/globals';
import { decoyHash, PasswordHasher } from './password-hasher.ts';

const hasher = new PasswordHasher({ concurrency: 2, waiting: 4 });
const parameters = (phc: string) => phc.split('$').slice(1, 4);

test('hashes with argon2id, 19 MiB, two passes, one lane, and verifies', async () => {
  const hash = await hasher.hash('correct horse battery');
  expect(parameters(hash)).toEqual(['argon2id', 'v=19', 'm=19456,t=2,p=1']);
  expect(await hasher.verify(hash, 'correct horse battery')).toBe(true);
  expect(await hasher.verify(hash, 'correct horse batterY')).toBe(false);
});

test('the decoy costs what a real hash costs, and is never right', async () => {
  expect(parameters(decoyHash)).toEqual(parameters(await hasher.hash('anything')));
  expect(await hasher.verify(undefined, 'anything')).toBe(false);
});

test('the same letters in another composition are the same password', async () => {
  expect(await hasher.verify(await hasher.hash('caf\u00e9 caf\u00e9 caf\u00e9'), 'cafe\u0301 cafe\u0301 cafe\u0301')).toBe(true);
});

test('beyond its queue it refuses with a moment to wait', async () => {
  const small = new PasswordHasher({ concurrency: 1, waiting: 1 });
  const taken = [small.hash('one'), small.hash('two')];
  await expect(small.hash('three')).rejects.toMatchObject({ status: 503, code: 'identity/overloaded', headers: { 'retry-after': '2' } });
  await Promise.all(taken);
});
