import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { KafkaClient } from '#libs/messaging/kafka.client';
import { eventually } from '#libs/testing/eventually';
import { startService, testBrokers, testTopics, type StartedService } from '#libs/testing/start-service';
import { testTokens, userIdOf } from '#libs/testing/test-tokens';
import { gateway } from '../service.ts';
import { json, startStub, type Stub } from '../testing/stub-upstream.ts';
import { upstreamsAt } from '../testing/upstreams-at.ts';

const me = userIdOf('reader');
const entry = (id: number) => ({ id, kind: 'test', title: `Entry ${id}`, body: null, link: null, createdAt: '2026-11-02T09:00:00.000Z', readAt: null });
let stub: Stub;
let service: StartedService;
let announce: (...feedIds: number[]) => Promise<void>;
let disconnect: () => Promise<void>;
let interrupt: () => Promise<void>;
let feed: number[];
let stopped = false;

/** Reads a stream until it has what the test waits for. */
async function open(headers: Record<string, string> = {}, query = '', claims = {}) {
  const aborter = new AbortController();
  const answer = await fetch(`${service.url}/api/notifications/stream${query}`, {
    headers: { authorization: `Bearer ${testTokens().sign({ sub: me, roles: ['owner'], partner: userIdOf('company'), ...claims })}`, ...headers },
    signal: aborter.signal,
  });
  let seen = '';
  let ended = false;
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) seen += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined).finally(() => (ended = true));
  const ids = () => [...seen.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  return { answer, ids, text: () => seen, ended: () => ended, close: async () => { aborter.abort(); await reading; } };
}

beforeAll(async () => {
  const kafkaPrefix = await testTopics();
  const client = new KafkaClient({ brokers: testBrokers(), topicPrefix: kafkaPrefix });
  const producer = client.producer();
  await producer.connect();
  disconnect = () => producer.disconnect();
  announce = async (...feedIds) => {
    await producer.send({
      topic: client.prefixed('notifications'),
      messages: feedIds.map((feedId) => ({
        key: me,
        value: JSON.stringify({ recipientId: me, feedId, kind: 'test', title: `Entry ${feedId}`, createdAt: '2026-11-02T09:00:00.000Z' }),
        headers: { ce_specversion: '1.0', ce_id: randomUUID(), ce_source: '/services/notifications', ce_type: 'notification.created.v1', ce_subject: me, ce_time: new Date().toISOString(), 'content-type': 'application/json' },
      })),
    });
  };
  // Another member of the tail's group makes it join anew, within milliseconds, at the end of the topic as it is by then.
  interrupt = async () => {
    const admin = client.admin();
    await admin.connect();
    const { groups } = await admin.listGroups();
    await admin.disconnect();
    const own = groups.find(({ groupId }) => groupId.startsWith(client.prefixed('gateway.live.')));
    const intruder = client.consumer(client.unprefixed(own?.groupId ?? ''), 10_000);
    const joined = new Promise<void>((resolve) => intruder.on(intruder.events.GROUP_JOIN, () => resolve()));
    await intruder.connect();
    await intruder.subscribe({ topics: [client.prefixed('notifications')] });
    await intruder.run({ autoCommit: false, eachBatch: () => Promise.resolve() });
    await joined;
    await intruder.disconnect();
  };
  stub = await startStub();
  service = await startService(gateway, {
    kafkaPrefix,
    env: { ...upstreamsAt(stub.url), STREAM_HEARTBEAT: 'PT0.3S', STREAM_LIMIT_PER_USER: '3', STREAM_BUFFER: '65536', SHUTDOWN_DELAY: 'PT5S' },
  });
  // The tail begins at the end of the topic: what is announced until it stands there tells when it does.
  feed = [];
  answerFeed();
  const probe = await open();
  let next = 1;
  await eventually(async () => {
    await announce((next += 1));
    expect(probe.ids().length).toBeGreaterThan(0);
  }, { timeoutMs: 40_000, intervalMs: 500 });
  await probe.close();
}, 90_000);
beforeEach(() => {
  stub.forget();
  feed = [];
  answerFeed();
});
afterAll(async () => {
  if (!stopped) await service?.stop();
  await disconnect?.();
  await stub?.stop();
});

function answerFeed(during: () => Promise<void> = () => Promise.resolve()): void {
  stub.on('GET', '/internal/feed', async ({ url }, response) => {
    const query = new URL(url, 'http://x').searchParams;
    const items = feed.filter((id) => id > Number(query.get('after'))).slice(0, Number(query.get('limit')));
    await during();
    json(response, 200, { items: items.map(entry), latest: feed.at(-1) ?? 0 });
  });
}

describe('the stream', () => {
  test('sends what is new, as it comes', async () => {
    const stream = await open();
    expect(stream.answer.status).toBe(200);
    expect(stream.answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(stream.answer.headers.get('cache-control')).toBe('no-store');
    await announce(1001, 1002);
    await eventually(() => expect(stream.ids()).toEqual([1001, 1002]));
    expect(stream.text()).toMatch(/event: notification\ndata: \{"id":1001,/);
    await stream.close();
  });

  test('replays after Last-Event-ID, by pages, with the reader’s own token', async () => {
    feed = Array.from({ length: 1203 }, (_, index) => index + 1);
    const stream = await open({ 'last-event-id': '2' });
    await eventually(() => expect(stream.ids()).toEqual(feed.slice(2)));
    expect(stub.arrived.map(({ url }) => url)).toEqual(['/internal/feed?after=2&limit=500', '/internal/feed?after=502&limit=500', '/internal/feed?after=1002&limit=500']);
    expect(stub.arrived[0]?.headers.authorization).toMatch(/^Bearer ey/);
    await stream.close();
  });

  test('has no gap and no double between the past and the present', async () => {
    feed = [2001, 2002, 2003];
    // 2003 stands in the feed and comes live; 2004 happens after the feed was read and before it has answered.
    answerFeed(async () => {
      await announce(2003, 2004);
      await new Promise((resolve) => setTimeout(resolve, 600));
    });
    const stream = await open({}, '?after=2000');
    await announce(2005);
    await eventually(() => expect(stream.ids()).toEqual([2001, 2002, 2003, 2004, 2005]));
    await stream.close();
  });

  test('asks the feed for what it may have missed, however short the interruption was', async () => {
    const stream = await open();
    feed = [2501];
    await interrupt();
    await eventually(() => expect(stream.ids()).toEqual([2501]), { timeoutMs: 20_000 });
    await stream.close();
  });

  test('gives nobody another’s entries', async () => {
    const stream = await open({}, '', { sub: userIdOf('somebody else') });
    await announce(3001);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(stream.ids()).toEqual([]);
    await stream.close();
  });

  test('is opened for the page of the person who is signed in, and for nobody else’s', async () => {
    const [own, other] = [await open({}, `?person=${me}`), await open({}, `?person=${userIdOf('who was here before')}`)];
    expect([own.answer.status, other.answer.status]).toEqual([200, 401]);
    await eventually(() => expect(other.text()).toContain('"code":"auth/other-person"'));
    await own.close();
    await other.close();
  });

  test('says now and then that it is there', async () => {
    const stream = await open();
    await eventually(() => expect(stream.text().match(/: still here/g)?.length).toBeGreaterThan(2));
    await stream.close();
  });

  test('ends with its token', async () => {
    const stream = await open({}, '', { exp: Math.floor(Date.now() / 1000) + 4 });
    await eventually(() => expect(stream.ended()).toBe(true));
    expect(stream.text()).toMatch(/: token expired/);
  });

  test('allows so many per person', async () => {
    const streams = [await open(), await open(), await open()];
    const { answer } = await open();
    expect(answer.status).toBe(429);
    await Promise.all(streams.map((stream) => stream.close()));
    await eventually(async () => {
      const again = await open();
      await again.close();
      expect(again.answer.status).toBe(200);
    });
  });

  test('is a problem where the feed cannot be asked, or the id is none', async () => {
    expect((await open({ 'last-event-id': 'x' })).answer.status).toBe(422);
    expect((await open({}, '?after=-1')).answer.status).toBe(422);
    stub.on('GET', '/internal/feed', (_arrived, response) => json(response, 503, { type: 'x', title: 'Away', status: 503, code: 'http/unavailable' }));
    expect((await open()).answer.status).toBe(503);
    expect((await service.client.get('/api/notifications/stream')).status).toBe(401);
  });

  test('goes on while load balancers still send requests here, and ends with the door, which does not wait for its readers', async () => {
    const early = await open();
    const stopping = service.stop();
    stopped = true;
    const late = await open();
    await announce(5001);
    await eventually(() => expect([early.ids(), late.ids()]).toEqual([[5001], [5001]]), { timeoutMs: 4000 });
    // The door closes while the feed is being asked.
    answerFeed(() => new Promise((resolve) => setTimeout(resolve, 6000)));
    const last = await open();
    expect([last.answer.status, last.answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await stopping;
    await eventually(() => expect([early, late, last].map((stream) => stream.ended())).toEqual([true, true, true]));
    for (const stream of [early, late, last]) expect(stream.text()).toMatch(/: shutting down/);
  });
});
