import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { connect, Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { FeedStream } from './feed.stream.ts';

test('a reader who does not read is cut off instead of filling the memory', async () => {
  const responses: ServerResponse[] = [];
  const server = createServer((_request, response) => void responses.push(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const socket = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  while (responses.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const [response] = responses;
  if (response === undefined) throw new Error('Nobody has asked.');
  const stream = new FeedStream(response, { buffer: 64 * 1024, heartbeat: 60_000, lifetime: 60_000 });
  stream.open({});
  stream.goLive();
  let sent = 0;
  while (!stream.closed && sent < 100_000) {
    sent += 1;
    stream.push({ id: sent, kind: 'test', title: 'x'.repeat(2000), body: null, link: null, createdAt: '2026-11-02T09:00:00.000Z', readAt: null });
  }
  expect(stream.closed).toBe(true);
  expect(response.writableLength).toBeLessThan(8 * 1024 * 1024);
  socket.destroy();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

test('a replay under way while entries were missed is told to ask once more', () => {
  const stream = new FeedStream(new ServerResponse(new IncomingMessage(new Socket())), { buffer: 1, heartbeat: 60_000, lifetime: 60_000 });
  expect(stream.hold()).toBe(false);
  expect([stream.goLive(), stream.goLive()]).toEqual([false, true]);
  expect([stream.hold(), stream.goLive()]).toEqual([true, true]);
});
