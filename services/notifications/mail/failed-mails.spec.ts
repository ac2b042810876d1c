import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { users } from '#libs/contracts/events/users';
import { eventually } from '#libs/testing/eventually';
import { notificationsStage, type NotificationsStage } from '#libs/testing/notifications-stage';
import { refusedMails } from '../commands/refused-mails.ts';
import { notifications } from '../service.ts';
import { FailedMails } from './failed-mails.service.ts';

jest.setTimeout(60_000);
const patience = { timeoutMs: 30_000 };
const path = '/api/notifications/failed-mails';

let stage: NotificationsStage;
beforeAll(async () => {
  stage = await notificationsStage(notifications);
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await stage.database.query('TRUNCATE delivery');
  stage.inbox.mails.length = 0;
  stage.inbox.behaviour = { onRecipient: () => ({ code: 550, text: 'no such user' }) };
});

const admin = () => stage.client.as('admin');

async function failOne(): Promise<string> {
  const before = (await admin().get(path)).body.items.length;
  const data = { name: 'Ada', email: `ada-${randomUUID()}@cybertech.example`, locale: 'en' as const, changedAt: '2026-11-22T09:00:00.000Z' };
  await stage.publish(users, 'user.password_changed.v1', randomUUID(), data);
  return eventually(async () => {
    const { items } = (await admin().get(path)).body;
    expect(items).toHaveLength(before + 1);
    return String(items[0].id);
  }, patience);
}

/** `ops mails …`, without its process. */
async function ops(...args: string[]): Promise<{ code: number; json: Record<string, unknown>; text: string }> {
  let told = { json: {}, text: '' };
  const code = await refusedMails(stage.running.app.get(FailedMails), args, (json, ...sentences) => (told = { json: { ...json }, text: sentences.join('\n') }));
  return { code, ...told };
}

describe('mails that were refused for good', () => {
  test('are listed, sent again and given up by an operator without a browser', async () => {
    expect(await ops('list', '--expect-none')).toEqual({ code: 0, json: { items: [] }, text: 'No mail was refused for good.' });
    const [first, second] = [await failOne(), await failOne()];
    expect(await ops('list')).toMatchObject({ code: 0, json: { items: [{ id: second }, { id: first }] }, text: expect.stringMatching(new RegExp(`^${second}  password-changed  to ada-.*\\n    .*no such user`)) });
    expect((await ops('list', '--expect-none')).code).toBe(2);
    stage.inbox.behaviour = {};
    expect((await ops('retry', first)).text).toBe(`${first} is queued again.`);
    await eventually(() => expect(stage.inbox.mails).toHaveLength(1), patience);
    expect((await ops('discard', second, '--reason', 'the person has left')).code).toBe(0);
    expect(await stage.database.query('SELECT status FROM delivery WHERE id = $1', [second])).toEqual([{ status: 'cancelled' }]);
    expect((await ops('list')).json).toEqual({ items: [] });
    await expect(ops('retry', randomUUID())).rejects.toThrow(/no mail that was refused for good has this id/);
    for (const wrong of [[], ['list', first], ['retry'], ['retry', 'x'], ['discard', second], ['discard', second, '--because', 'x']]) await expect(ops(...wrong)).rejects.toThrow(/Usage: ops mails/);
  });

  test('are listed with the reason, newest first, page by page', async () => {
    const ids = [await failOne(), await failOne(), await failOne()];
    const first = await admin().get(path, { query: { limit: 2 } });
    expect(first.body.items[0]).toMatchObject({ template: 'password-changed', error: expect.stringContaining('no such user'), attempts: 1 });
    const second = await admin().get(path, { query: { limit: 2, cursor: first.body.nextCursor } });
    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual(ids.toReversed());
  });

  test('are sent when somebody says so after the cause is gone', async () => {
    const id = await failOne();
    stage.inbox.behaviour = {};
    expect((await admin().post(`${path}/${id}/retry`)).status).toBe(204);
    await eventually(() => expect(stage.inbox.mails).toHaveLength(1), patience);
    expect((await admin().get(path)).body.items).toEqual([]);
    await eventually(async () => expect((await admin().post(`${path}/${id}/retry`)).body).toMatchObject({ status: 409, code: 'notifications/illegal-transition' }), patience);
  });

  test('are given up with a reason, and what they were to say is forgotten', async () => {
    const id = await failOne();
    expect((await admin().post(`${path}/${id}/discard`, {})).body).toMatchObject({ status: 422, errors: [{ pointer: '/reason' }] });
    expect((await admin().post(`${path}/${id}/discard`, { reason: 'the person has left' })).status).toBe(204);
    expect(await stage.database.query('SELECT status, data, sealed_link FROM delivery')).toEqual([{ status: 'cancelled', data: {}, sealed_link: null }]);
  });

  test('are for admins', async () => {
    const id = await failOne();
    for (const role of ['partner_manager', 'reviewer', 'finance'] as const) {
      expect((await stage.client.as(role).get(path)).status).toBe(403);
      expect((await stage.client.as(role).post(`${path}/${id}/retry`)).status).toBe(403);
    }
    expect((await stage.client.asPartner(randomUUID(), 'owner').get(path)).status).toBe(403);
    expect((await stage.client.get(path)).status).toBe(401);
  });

  test('that nobody knows are not found', async () => {
    for (const id of [randomUUID(), 'x']) expect((await admin().post(`${path}/${id}/retry`)).status).toBe(404);
  });
});
