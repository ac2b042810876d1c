import { createServer } from 'node:http';
import { expect, test } from '@jest/globals';
import { testTokens } from '#libs/testing/test-tokens';
import { Config } from '../config.ts';
import { upstreamsAt } from '../testing/upstreams-at.ts';
import { Upstreams } from './upstreams.ts';

const nowhere = { PUBLIC_URL: 'http://localhost:3000', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', KAFKA_BROKERS: '127.0.0.1:1', ...testTokens().env };

test('a connection to a service rests for seconds, however long the service would keep it: when the service stops it has long been closed', async () => {
  const server = createServer((_request, response) => response.end('{}'));
  server.keepAliveTimeout = 72_000;
  const closed = new Promise<void>((resolve) => server.once('connection', (socket) => socket.once('close', () => resolve())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const upstreams = new Upstreams(new Config({ ...nowhere, ...upstreamsAt(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`) }));
  try {
    const answer = await upstreams.ask('leads', { method: 'GET', path: '/api/deals', headers: {}, body: null, timeout: 5000 });
    expect(answer.headers['keep-alive']).toBe('timeout=72');
    await closed;
  } finally {
    await upstreams.onApplicationShutdown();
    server.close();
  }
});
