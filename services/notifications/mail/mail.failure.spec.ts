import { expect, test } from '@jest/globals';
import { mailFailure } from './mail.failure.ts';

test.each([
  ['a recipient that does not exist', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, permanent: true }, 'refused', true],
  ['a recipient to come back to', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450, permanent: false }, 'deferred', true],
  ['content that is refused', { code: 'EMESSAGE', command: 'DATA', responseCode: 554, permanent: true }, 'refused', true],
  ['an address that cannot be one', { code: 'EENVELOPE', command: 'API' }, 'refused', true],
  ['a server about to close', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 421, permanent: false }, 'unreachable', true],
  ['our sender refused: the next mail would be too', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550, permanent: true }, 'unreachable', true],
  ['our password refused', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, permanent: true }, 'unreachable', true],
  ['nobody listening', { code: 'ESOCKET', command: 'CONN', syscall: 'connect' }, 'unreachable', true],
  ['no greeting', { code: 'ETIMEDOUT', command: 'CONN', timeoutType: 'GREETING_TIMEOUT' }, 'unreachable', true],
  ['silence in the middle', { code: 'ETIMEDOUT', command: 'CONN', timeoutType: 'SOCKET_TIMEOUT' }, 'unreachable', false],
  ['a broken connection', { code: 'ECONNECTION', command: 'CONN' }, 'unreachable', false],
  ['a mistake of ours', {}, 'deferred', false],
])('%s', (_what, error, kind, known) => {
  expect(mailFailure(Object.assign(new Error('said\r\nthe server'), error))).toMatchObject({ kind, known, why: expect.stringContaining('said the server') });
});

test('what is not even an error', () => {
  expect(mailFailure('boom')).toEqual({ kind: 'deferred', known: false, why: 'unknown' });
});
