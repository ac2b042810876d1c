import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { notifications as topic } from '#libs/contracts/events/notifications';
import { users } from '#libs/contracts/events/users';
import { eventually } from '#libs/testing/eventually';
import { notificationsStage, type NotificationsStage } from '#libs/testing/notifications-stage';
import { userIdOf } from '#libs/testing/test-tokens';
import { notifications } from '../service.ts';
import { Feed } from './feed.service.ts';

jest.setTimeout(60_000);
const system = { kind: 'system', name: 'spec' } as const;
const partnerId = randomUUID();
const ada = userIdOf('Ada');
const bob = userIdOf('Bob');

let stage: NotificationsStage;
beforeAll(async () => {
  stage = await notificationsStage(notifications);
});
afterAll(() => stage.stop());
beforeEach(() => stage.database.query('TRUNCATE feed_entry RESTART IDENTITY'));

const asAda = () => stage.client.as('admin', 'Ada');
const asBob = () => stage.client.asPartner(partnerId, 'seller', 'Bob');

function add(recipientId: string, title: string, eventId: string = randomUUID()): Promise<void> {
  const entry = { recipientId, eventId, kind: 'spec', title, body: null, link: null };
  return stage.database.database.inTransaction(system, (tx) => stage.running.app.get(Feed).add(tx, [entry]));
}

describe('the feed', () => {
  test('shows people their own entries alone, newest first, page by page', async () => {
    for (let n = 1; n <= 5; n += 1) await add(ada, `for Ada ${n}`);
    await add(bob, 'for Bob');
    const first = await asAda().get('/api/notifications', { query: { limit: 3 } });
    expect(first.status).toBe(200);
    const second = await asAda().get('/api/notifications', { query: { limit: 3, cursor: first.body.nextCursor } });
    expect([...first.body.items, ...second.body.items].map(({ title }) => title)).toEqual(['for Ada 5', 'for Ada 4', 'for Ada 3', 'for Ada 2', 'for Ada 1']);
    expect(second.body.nextCursor).toBeNull();
    expect((await asBob().get('/api/notifications')).body.items).toMatchObject([{ title: 'for Bob', readAt: null }]);
  });

  test('tells read from unread', async () => {
    for (const title of ['one', 'two', 'three']) await add(ada, title);
    const [{ id }] = (await asAda().get('/api/notifications')).body.items;
    const read = await asAda().post(`/api/notifications/${id}/read`);
    expect(read).toMatchObject({ status: 200, body: { id, title: 'three', readAt: expect.any(String) } });
    expect((await asAda().post(`/api/notifications/${id}/read`)).body).toEqual(read.body);
    const unread = async () => (await asAda().get('/api/notifications', { query: { unread: 'true' } })).body.items.length;
    expect(await unread()).toBe(2);
    expect((await asAda().post('/api/notifications/read-all')).body).toEqual({ marked: 2 });
    expect((await asAda().post('/api/notifications/read-all')).body).toEqual({ marked: 0 });
    expect(await unread()).toBe(0);
  });

  test("answers 404 for another's entry, which stays unread", async () => {
    await add(ada, 'for Ada');
    const [{ id }] = (await asAda().get('/api/notifications')).body.items;
    expect(await asBob().post(`/api/notifications/${id}/read`)).toMatchObject({ status: 404, body: { code: 'notifications/entry-not-found' } });
    await asBob().post('/api/notifications/read-all');
    expect(await stage.database.query('SELECT read_at FROM feed_entry')).toEqual([{ read_at: null }]);
  });

  test('is replayed from an entry on, oldest first', async () => {
    for (const title of ['one', 'two', 'three']) await add(ada, title);
    await add(bob, 'for Bob');
    expect((await asAda().get('/internal/feed', { query: { after: 1 } })).body).toMatchObject({ items: [{ id: 2, title: 'two' }, { id: 3, title: 'three' }], latest: 3 });
    expect((await asAda().get('/internal/feed', { query: { after: 0, limit: 1 } })).body).toMatchObject({ items: [{ id: 1 }], latest: 3 });
    expect((await asBob().get('/internal/feed', { query: { after: 4 } })).body).toEqual({ items: [], latest: 4 });
  });

  test('has one entry for an event that comes twice, and one event for it', async () => {
    const eventId = randomUUID();
    await Promise.all([add(ada, 'once', eventId), add(ada, 'once', eventId), add(ada, 'once', eventId)]);
    expect((await asAda().get('/api/notifications')).body.items).toHaveLength(1);
  });

  test('gives out ids of one person in the order of commits', async () => {
    await stage.publish(users, 'user.activated.v1', ada, { name: 'Ada', email: 'ada@vendor.example', locale: 'en', roles: ['admin'], partnerId: null, activatedAt: '2026-11-22T09:00:00.000Z' }, { sequence: 2 });
    await eventually(async () => expect(await stage.database.query('SELECT 1 FROM recipient')).toHaveLength(1), { timeoutMs: 30_000 });
    const feed = stage.running.app.get(Feed);
    const entry = (title: string) => [{ recipientId: ada, eventId: randomUUID(), kind: 'spec', title, body: null, link: null }];
    let commitFirst = () => {};
    const held = new Promise<void>((resolve) => (commitFirst = resolve));
    const began = Promise.withResolvers<void>();
    const first = stage.database.database.inTransaction(system, async (tx) => {
      await feed.add(tx, entry('first'));
      began.resolve();
      await held;
    });
    await began.promise;
    const second = add(ada, 'second');
    await new Promise((resolve) => setTimeout(resolve, 100));
    // Had the second overtaken, a replay "after 2" would never bring entry 1.
    expect(await stage.database.query('SELECT title FROM feed_entry')).toEqual([]);
    commitFirst();
    await Promise.all([first, second]);
    expect(await stage.database.query('SELECT title FROM feed_entry ORDER BY id')).toEqual([{ title: 'first' }, { title: 'second' }]);
  });

  test('is closed by row-level security even where no guard stands', async () => {
    await add(ada, 'for Ada');
    const read = (actor: Parameters<typeof stage.database.database.inTransaction>[0]) => stage.database.database.inTransaction(actor, (tx) => tx.query('SELECT title FROM feed_entry'));
    expect(await read({ kind: 'vendor', userId: bob, roles: ['admin'] })).toEqual([]);
    expect(await read({ kind: 'user', userId: bob, partnerId, roles: ['owner'] })).toEqual([]);
    expect(await read({ kind: 'applicant', applicationId: ada })).toEqual([]);
    expect(await read({ kind: 'public' })).toEqual([]);
    expect(await stage.database.dataSource.query('SELECT * FROM feed_entry')).toEqual([]);
    expect(await read({ kind: 'vendor', userId: ada, roles: [] })).toEqual([{ title: 'for Ada' }]);
    for (const table of ['recipient', 'delivery']) {
      const seen = await stage.database.database.inTransaction({ kind: 'user', userId: ada, partnerId, roles: ['owner'] }, (tx) => tx.query(`SELECT * FROM ${table}`));
      expect(seen).toEqual([]);
    }
  });

  test.each([
    ['an unknown filter', '/api/notifications?colour=red', 422],
    ['a limit of 0', '/api/notifications?limit=0', 422],
    ['a limit beyond the most', '/api/notifications?limit=101', 422],
    ['a cursor that was tampered with', '/api/notifications?cursor=WzEsMl0.AAAA', 400],
    ['a replay from nowhere', '/internal/feed', 422],
  ])('refuses %s', async (_what, path, status) => {
    const answer = await asAda().get(path);
    expect(answer).toMatchObject({ status, headers: expect.anything(), body: { code: expect.any(String) } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test.each(['0', '-1', 'x', '1.5', '99999999999999999999'])('knows no entry %s', async (id) => {
    expect((await asAda().post(`/api/notifications/${id}/read`)).status).toBe(404);
  });

  test('is for signed-in people', async () => {
    for (const path of ['/api/notifications', '/internal/feed?after=0']) expect((await stage.client.get(path)).status).toBe(401);
  });

  test(`is told of on the topic ${topic.name}`, async () => {
    await add(ada, 'news');
    const metrics = () => fetch(`${stage.managementUrl}/metrics`).then((answer) => answer.text());
    await eventually(async () => expect(await metrics()).toMatch(/outbox_events_sent_total\{service="notifications"\} [1-9]/));
  });
});
