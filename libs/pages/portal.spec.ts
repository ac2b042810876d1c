import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startService, type StartedService } from '#libs/testing/start-service';
import { securityHeaders } from './security-headers.ts';
import { portal } from './service.ts';

/** The one that stands in for the built portal in the gateway's specs, too: both serve it alike. */
const PORTAL_DIR = join(import.meta.dirname, '../../services/gateway/testing/portal');
const { page, api } = securityHeaders('http://localhost:3000');

let gateway: Server;
let alone: StartedService;
let passing: StartedService;
let answer: (request: IncomingMessage, response: ServerResponse) => unknown = (_request, response) => response.end();

beforeAll(async () => {
  gateway = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const address = gateway.address();
  const GATEWAY_URL = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  [alone, passing] = await Promise.all([startService(portal, { env: { PORTAL_DIR } }), startService(portal, { env: { PORTAL_DIR, GATEWAY_URL } })]);
});
afterAll(async () => {
  await Promise.all([alone?.stop(), passing?.stop()]);
  gateway?.closeAllConnections();
  gateway?.close();
});

describe('the portal’s container', () => {
  test.each(['/', '/partner-portal.html', '/sign-in', '/deals/019320f0-0000-7000-8000-0000000000d1'])('%s is a page under the gateway’s policy', async (path) => {
    const response = await fetch(alone.url + path);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(Object.fromEntries(response.headers)).toMatchObject(page);
  });

  test('a page says what else it needs, so that it is asked for at once', async () => {
    const links = await Promise.all(['/', '/sign-in', '/deals/1'].map(async (path) => (await fetch(alone.url + path)).headers.get('link')));
    const script = '</assets/index-Ab12_-Cd.js>; rel=modulepreload';
    expect(links).toEqual([null, script, `${script}, </assets/deal-Ab12_-Cd.css>; rel=preload; as=style; crossorigin`]);
  });

  test('a file named by its content is kept for good, and comes packed where it has been', async () => {
    const response = await fetch(`${alone.url}/assets/index-Ab12_-Cd.js`, { headers: { 'accept-encoding': 'gzip' } });
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'gzip', ...page });
  });

  test.each(['/nothing', '/pages.json', '/assets/', '/package.json', '/internal/openapi.json', '/api/docs', '/api/programme'])('%s is none', async (path) => {
    const response = await fetch(alone.url + path);
    expect(response.status).toBe(404);
    expect(Object.fromEntries(response.headers)).toMatchObject(api);
  });

  test.each(['/applyy', '/admin/nope?x=1', '/assetsx'])('%s is the portal with 404 where a browser asks for a page', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const response = await fetch(alone.url + path, { method, headers: { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' } });
      expect([response.status, response.headers.get('content-type'), response.headers.get('vary')]).toEqual([404, 'text/html; charset=utf-8', 'accept']);
      expect(Object.fromEntries(response.headers)).toMatchObject(page);
      expect((await response.text()).includes('<script')).toBe(method === 'GET');
    }
  });

  test.each([['GET', '/api/nope'], ['GET', '/api'], ['GET', '/assets/index-gone1234.js'], ['POST', '/applyy']])('%s %s is a problem with 404, whatever is asked for', async (method, path) => {
    const response = await fetch(alone.url + path, { method, headers: { accept: 'text/html' } });
    expect([response.status, response.headers.get('content-type')]).toEqual([404, expect.stringMatching(/^application\/problem\+json/)]);
    expect(Object.fromEntries(response.headers)).toMatchObject(api);
  });

  test('is ready without a database and a broker', async () => {
    expect((await fetch(`${alone.managementUrl}/health/ready`)).status).toBe(200);
  });
});

describe('what is passed on to the gateway', () => {
  test('arrives as it was sent, but for who sent it', async () => {
    const arrived: string[] = [];
    answer = async (request, response) => {
      const { cookie, 'x-forwarded-for': forwarded } = request.headers;
      arrived.push(`${request.method} ${request.url} ${cookie} ${String(forwarded)} ${await text(request)}`);
      response.writeHead(201, { 'set-cookie': ['a=1', 'b=2'], 'content-type': 'application/problem+json', 'x-correlation-id': 'theirs' }).end('{}');
    };
    const response = await fetch(`${passing.url}/api/partners/apply?x=%2F1`, {
      method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json', 'cookie': 'c=d', 'x-forwarded-for': '203.0.113.9' },
    });
    expect(arrived).toEqual(['POST /api/partners/apply?x=%2F1 c=d 127.0.0.1 {"a":1}']);
    expect([response.status, response.headers.getSetCookie(), response.headers.get('x-correlation-id'), await response.text()]).toEqual([201, ['a=1', 'b=2'], 'theirs', '{}']);
    expect(response.headers.has('content-security-policy')).toBe(false);
  });

  test('streams, and ends for the gateway when the page has gone', async () => {
    const gone = new Promise<void>((resolve) => {
      answer = (_request, response) => {
        response.once('close', resolve);
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 3000\n\n');
      };
    });
    // Not by fetch, which connects anew at once after a stream was given up.
    const page = get(`${passing.url}/api/notifications/stream`);
    const [response] = await once(page, 'response');
    const [first] = await once(response, 'data');
    expect(String(first)).toBe('retry: 3000\n\n');
    page.destroy();
    await gone;
  });

  test('is refused for a while where the gateway does not answer', async () => {
    answer = (request) => request.socket.destroy();
    const response = await fetch(`${passing.url}/api/programme`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await response.json()).toMatchObject({ code: 'http/unavailable' });
  });
});
