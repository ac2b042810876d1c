import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { startService, type StartedService } from '#libs/testing/start-service';
import { portal } from './service.ts';

const PORTAL_DIR = join(import.meta.dirname, '../../services/gateway/testing/portal');
const smuggled = 'GET /internal/smuggled HTTP/1.1\r\nhost: x\r\n\r\n';

let gateway: Server;
let GATEWAY_URL: string;
let service: StartedService;
let arrived: { line: string; headers: IncomingMessage['headers']; body: string }[] = [];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  gateway = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const address = gateway.address();
  GATEWAY_URL = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  service = await startService(portal, { env: { PORTAL_DIR, GATEWAY_URL } });
}, 60_000);
beforeEach(() => {
  arrived = [];
  answer = (response) => response.end('{}');
});
afterAll(async () => {
  await service?.stop();
  gateway?.closeAllConnections();
  gateway?.close();
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url, headers } = request;
  // Before the body: one that never comes is an arrival, too.
  const arrival = { line: `${method} ${url}`, headers, body: '' };
  arrived.push(arrival);
  if (url === '/api/too-large') return void response.writeHead(413).end('too large');
  arrival.body = await text(request).catch(() => 'broken off');
  answer(response);
}

/** Bytes as they are, for what no client library would send; so many answers are waited for, and a moment longer for one that should not come. */
async function raw(bytes: string, answers = 1): Promise<string> {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  const ended = once(socket, 'close');
  let answered = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (answered += chunk));
  socket.write(bytes);
  await Promise.race([ended, eventually(() => expect(answered.match(/HTTP\/1\.1 \d{3} /g) ?? []).toHaveLength(answers))]);
  await pause(100);
  socket.end();
  await ended;
  return answered;
}

const lines = () => arrived.map(({ line }) => line);

/** The connection to the gateway that the one before has left, which all visitors share. */
async function nextVisitor(): Promise<void> {
  expect(await raw('GET /api/next HTTP/1.1\r\nhost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
}

describe('a body passed on', () => {
  test.each(['DELETE', 'POST', 'PUT', 'PATCH'])('of a %s in chunks is a body, and no second request', async (method) => {
    const chunk = `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`;
    await raw(`${method} /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${chunk}`);
    await nextVisitor();
    expect(lines()).toEqual([`${method} /api/session`, 'GET /api/next']);
    expect(arrived[0]?.body).toBe(smuggled);
  });

  test.each(['DELETE', 'POST'])('of a %s with a length keeps it', async (method) => {
    await raw(`${method} /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: ${smuggled.length}\r\n\r\n${smuggled}`);
    await nextVisitor();
    expect(lines()).toEqual([`${method} /api/session`, 'GET /api/next']);
    expect(arrived[0]).toMatchObject({ body: smuggled, headers: { 'content-length': String(smuggled.length) } });
  });

  test.each(['content-length: 46', 'transfer-encoding: chunked'])('is none of a GET: with %s it is refused', async (framing) => {
    const body = framing.startsWith('content') ? smuggled.padEnd(46) : '0\r\n\r\n';
    for (const method of ['GET', 'HEAD']) {
      const refusal = await raw(`${method} /api/programme HTTP/1.1\r\nhost: x\r\n${framing}\r\n\r\n${body}`);
      expect(refusal).toMatch(/^HTTP\/1\.1 400 [^]*content-type: application\/problem\+json/);
    }
    await nextVisitor();
    expect(lines()).toEqual(['GET /api/next']);
  });

  test('that is empty is none', async () => {
    await raw('GET /api/programme HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n');
    await raw('DELETE /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\r\n');
    await raw('DELETE /api/session HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n');
    await nextVisitor();
    expect(lines()).toEqual(['GET /api/programme', 'DELETE /api/session', 'DELETE /api/session', 'GET /api/next']);
  });

  test.each(['DELETE', 'POST'])('of a %s with both a length and chunks is refused', async (method) => {
    const refusal = await raw(`${method} /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`);
    expect(refusal).toMatch(/^HTTP\/1\.1 400 /);
    await nextVisitor();
    expect(lines()).toEqual(['GET /api/next']);
  });

  test('that is refused before its end gets the refusal, and its connection goes on', async () => {
    const large = 'x'.repeat(5_000_000);
    const answered = await raw(`POST /api/too-large HTTP/1.1\r\nhost: x\r\ncontent-length: ${large.length}\r\n\r\n${large}GET /api/next HTTP/1.1\r\nhost: x\r\n\r\n`, 2);
    expect(answered).toMatch(/^HTTP\/1\.1 413 [^]*too large[^]*HTTP\/1\.1 200 /);
    expect(lines()).toEqual(['POST /api/too-large', 'GET /api/next']);
  });

  test('that breaks off breaks off for the gateway, too', async () => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.write('DELETE /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
    await eventually(() => expect(arrived).toHaveLength(1));
    socket.destroy();
    await eventually(() => expect(arrived[0]?.body).toBe('broken off'));
    await nextVisitor();
    expect(arrived.map(({ line, body }) => [line, body])).toEqual([['DELETE /api/session', 'broken off'], ['GET /api/next', '']]);
  });
});

test('headers of a connection, and those that it names, do not pass; nor can it take away who asks', async () => {
  answer = (response) => response.writeHead(200, { 'connection': 'x-inner', 'x-inner': '1', 'x-outer': '2' }).end();
  const answered = await raw(
    'GET /api/programme HTTP/1.1\r\nhost: x\r\nconnection: X-Named, x-forwarded-for\r\nx-named: 1\r\nx-other: 2\r\nx-forwarded-for: 6.6.6.6\r\nte: trailers\r\ntrailer: x\r\nupgrade: websocket\r\nproxy-authorization: Basic x\r\nkeep-alive: timeout=9\r\n\r\n',
  );
  expect(arrived[0]?.headers).toMatchObject({ 'x-other': '2', 'x-forwarded-for': '127.0.0.1' });
  for (const name of ['x-named', 'te', 'trailer', 'upgrade', 'proxy-authorization']) expect(arrived[0]?.headers[name]).toBeUndefined();
  expect(answered).toMatch(/x-outer: 2/);
  expect(answered).not.toMatch(/x-inner/);
});

test('a process that stops ends the streams it passes on, on both sides', async () => {
  const stopping = await startService(portal, { env: { PORTAL_DIR, GATEWAY_URL } });
  const gone = new Promise<void>((resolve) => {
    answer = (response) => {
      response.once('close', resolve);
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 3000\n\n');
    };
  });
  const socket = connect(Number(new URL(stopping.url).port), '127.0.0.1');
  socket.write('GET /api/notifications/stream HTTP/1.1\r\nhost: x\r\n\r\n');
  const received = text(socket);
  await once(socket, 'readable');
  const started = performance.now();
  await stopping.stop();
  await gone;
  // Whole to its last chunk: a stream that ended, not one that broke.
  expect(await received).toMatch(/retry: 3000\n\n\r\n0\r\n\r\n$/);
  expect(performance.now() - started).toBeLessThan(10_000);
});
