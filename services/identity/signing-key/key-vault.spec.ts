import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { keyEncryptionKey, KeyVault, VaultUnreadable } from './key-vault.ts';

const vault = new KeyVault(randomBytes(32));

test('opens what it sealed, in its context and unchanged alone', () => {
  const sealed = vault.seal('private', 'key-1');
  expect(sealed.toString('utf8')).not.toContain('private');
  expect(vault.open(sealed, 'key-1')).toBe('private');
  expect(() => vault.open(sealed, 'key-2')).toThrow(VaultUnreadable);
  expect(() => vault.open(Buffer.concat([sealed.subarray(0, -1), Buffer.from([0])]), 'key-1')).toThrow(VaultUnreadable);
  expect(() => new KeyVault(randomBytes(32)).open(sealed, 'key-1')).toThrow(VaultUnreadable);
  expect(() => vault.open(Buffer.alloc(3), 'key-1')).toThrow(VaultUnreadable);
});

test('authenticates with a key that follows from the master key', () => {
  const code = vault.authenticate('position 1');
  expect(vault.isAuthentic('position 1', code)).toBe(true);
  expect(vault.isAuthentic('position 2', code)).toBe(false);
  expect(vault.isAuthentic('position 1', Buffer.alloc(2))).toBe(false);
});

test.each(['', 'short', randomBytes(31).toString('base64'), randomBytes(33).toString('base64'), 'ä'.repeat(43)])('takes no other key: %j', (text) => {
  expect(keyEncryptionKey().safeParse(text).success).toBe(false);
});

test('takes base64 and base64url', () => {
  const key = randomBytes(32);
  expect(keyEncryptionKey().parse(key.toString('base64'))).toEqual(key);
  expect(keyEncryptionKey().parse(key.toString('base64url'))).toEqual(key);
});
