import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { get as Get, send as Send } from './client.ts';

let client: { get: typeof Get; send: typeof Send };
beforeAll(async () => {
  // What of a page the modules look at when they are loaded.
  Object.assign(globalThis, { document: { documentElement: { lang: '' } }, addEventListener: () => undefined });
  client = await import('./client.ts');
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
