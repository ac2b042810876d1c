import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { get as Get, send as Send } from './client.ts';
import type { attend as Attend } from './session-end.ts';

let client: { get: typeof Get; send: typeof Send };
let attend: typeof Attend;
const kept = new Map<string, string>();
const reload = jest.fn<() => void>();
beforeAll(async () => {
  // What of a page the modules look at when they are loaded, and when somebody else has signed in.
  Object.assign(globalThis, {
    document: { documentElement: { lang: '' } }, addEventListener: () => undefined, location: { reload },
    localStorage: { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value), removeItem: (name: string) => kept.delete(name) },
  });
  client = await import('./client.ts');
  ({ attend } = await import('./session-end.ts'));
});
afterEach(() => {
  jest.restoreAllMocks();
});

function answerThatBreaksOff(status: number): Response {
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      stream.enqueue(new TextEncoder().encode('{"id":"01932'));
      stream.error(new TypeError('terminated'));
    },
  });
  return new Response(body, { status, headers: { 'content-type': 'application/json' } });
}

test.each([201, 422])('an answer with %s that breaks off half-way is none: whoever has sent something is told so, and sends it again under the same key', async (status) => {
  jest.spyOn(globalThis, 'fetch').mockImplementation(async () => answerThatBreaksOff(status));
  await expect(client.send('POST /api/invoices', undefined as never, { open: true })).rejects.toMatchObject({ name: 'Refusal', status: 0, code: 'portal/no-answer', isPassing: true });
});

test('what nobody waits for any more is no refusal', async () => {
  const asking = new AbortController();
  jest.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    asking.abort();
    return answerThatBreaksOff(200);
  });
  await expect(client.get('/api/programme', { open: true, signal: asking.signal })).rejects.toThrow(TypeError);
});

test('what one person has sent is not sent again for another, who has signed in while the session was being renewed', async () => {
  const person = 'pms-signed-in';
  kept.set(person, 'ada');
  const leave = attend('ada');
  const outcome = Promise.withResolvers<string>();
  reload.mockImplementationOnce(() => outcome.resolve('the page is left'));
  let sent = 0;
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (address) => {
    if (address === '/api/session/refresh') {
      kept.set(person, 'ben');
      return Response.json({});
    }
    sent += 1;
    if (sent > 1) outcome.resolve('it is sent again');
    return Response.json({ status: 401, code: 'auth/token-expired' }, { status: 401 });
  });
  void client.send('POST /api/invoices', undefined as never).catch(() => undefined);
  expect(await outcome.promise).toBe('the page is left');
  leave();
});
