import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { OutsideClient } from './client.ts';

let server: Server;
let url: string;
let asked: IncomingMessage[];
let answers: ((response: ServerResponse) => void)[];
const status = (code: number, headers: Record<string, string> = {}, body = '{}') => (response: ServerResponse) => void response.writeHead(code, headers).end(body);

beforeEach(async () => {
  [asked, answers] = [[], []];
  server = createServer((request, response) => {
    asked.push(request);
    request.resume();
    (answers.shift() ?? status(200))(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('by itself it repeats nothing', async () => {
  answers = [status(503, { 'retry-after': '0' })];
  expect((await new OutsideClient(url).post('/x', {})).status).toBe(503);
  expect(asked).toHaveLength(1);
});

test('a patient one repeats what it is told to, and what got no answer, under one key', async () => {
  const repeated: string[] = [];
  const patience = { ms: 60_000, repeating: (what: string) => void repeated.push(what) };
  answers = [status(503, { 'retry-after': '0' }), status(502, { 'retry-after': '0' }), (response) => response.destroy(), status(409, { 'retry-after': '0' }, '{"code":"http/idempotency-in-flight"}'), status(201)];
  expect((await new OutsideClient(url, patience).post('/x', {})).status).toBe(201);
  expect(asked).toHaveLength(5);
  expect(repeated).toEqual(['POST /x: 503', 'POST /x: 502', expect.stringMatching(/^POST \/x: ./), 'POST /x: 409']);
  expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  expect(asked[0]?.headers['idempotency-key']).toMatch(/./);
});

test('and nothing else', async () => {
  for (const code of [409, 422, 429, 500]) {
    answers = [status(code, { 'retry-after': '0' })];
    expect((await new OutsideClient(url, { ms: 60_000 }).post('/x', {})).status).toBe(code);
  }
  expect(asked).toHaveLength(4);
});

test('until its patience is over', async () => {
  answers = [status(503, { 'retry-after': '30' }), status(200)];
  expect((await new OutsideClient(url, { ms: 1_000 }).get('/x')).status).toBe(503);
  expect(asked).toHaveLength(1);
});
