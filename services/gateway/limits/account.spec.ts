import { describe, expect, test } from '@jest/globals';
import { accountIn } from './account.ts';

const bytes = (body: unknown) => Buffer.from(JSON.stringify(body));

describe('the account that a request is about', () => {
  test.each([
    ['an e-mail address', { email: 'a@example.com', password: 'x' }, 'a@example.com'],
    ['a mailed token', { token: 't-1' }, 't-1'],
    ['the address of the contact', { company: {}, contact: { email: 'c@example.com' } }, 'c@example.com'],
    ['the address rather than the token', { token: 't-1', email: 'a@example.com' }, 'a@example.com'],
    ['the token where the address is none', { email: 7, token: 't-1' }, 't-1'],
    ['an empty address too', { email: '', token: 't-1' }, ''],
  ])('is %s', (_what, body, account) => {
    expect([accountIn(bytes(body)), accountIn(body)]).toEqual([account, account]);
  });

  test.each([
    ['longer than an address can be', { email: 'a'.repeat(321) }],
    ['longer than a token can be', { token: 'a'.repeat(513) }],
    ['not a text', { contact: { email: ['c@example.com'] } }],
    ['in no contact', { contact: null }],
    ['in a list', [{ email: 'a@example.com' }]],
    ['nowhere', null],
    ['the body itself', 'a@example.com'],
  ])('is not known where it is %s', (_what, body) => {
    expect([accountIn(bytes(body)), accountIn(body)]).toEqual([undefined, undefined]);
  });

  test('is not known where the body is no JSON, or none at all', () => {
    expect([accountIn(Buffer.from('{"email":')), accountIn(undefined)]).toEqual([undefined, undefined]);
  });
});
