import { setImmediate as endOfTurn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { audit as auditTopic } from '#libs/contracts/events/audit';
import { defineTopic } from '#libs/contracts/topic';
import { SystemClock } from '#libs/database/clock';
import { RandomIds } from '#libs/database/ids';
import { messagingDatabase, things } from '#libs/testing/messaging-app';
import type { TestDatabase } from '#libs/testing/test-database';
import { Audit } from './audit.ts';
import { withContext } from './context.ts';
import { keyedBy, Outbox, outgoing } from './outbox.ts';
import { toRecord } from './outbox.record.ts';
import { RelaySignal } from './relay.signal.ts';

const options = { service: 'spec', brokers: [] };
const outbox = new Outbox(options, new SystemClock(), new RandomIds(), new RelaySignal());
const audit = new Audit(options, new SystemClock(), outbox);
let db: TestDatabase;
const within = <T>(work: (tx: EntityManager) => Promise<T>) => db.database.inTransaction({ kind: 'system', name: 'spec' }, work);
const rows = () => db.query('SELECT id, aggregatetype, aggregateid, type, payload, headers, sequence, shard FROM outbox ORDER BY seq');

beforeAll(async () => {
  db = await messagingDatabase();
});
beforeEach(() => db.truncate());
afterAll(() => db.drop());

describe('an appended event', () => {
  test('is a row of the transaction, counted per aggregate', async () => {
    const id = await within((tx) => outbox.append(tx, things, 'thing.made.v1', 'a', { number: 1 }));
    await within(async (tx) => {
      await outbox.append(tx, things, 'thing.made.v1', 'b', { number: 2 });
      await outbox.append(tx, things, 'thing.broken.v1', 'a', { why: 'old' });
    });
    expect(await rows()).toMatchObject([
      { id, aggregatetype: 'things', aggregateid: 'a', type: 'thing.made.v1', payload: { number: 1 }, sequence: '1', shard: 0, headers: { time: expect.stringMatching(/Z$/) } },
      { aggregateid: 'b', sequence: '1' },
      { aggregateid: 'a', type: 'thing.broken.v1', sequence: '2' },
    ]);
  });

  test('is counted with those of other transactions that it shares one with', async () => {
    const shared = (aggregate: string, number: number) =>
      db.database.inSharedTransaction({ kind: 'public' }, (tx) => outbox.append(tx, things, 'thing.made.v1', aggregate, { number }));
    const alone = shared('a', 1);
    await endOfTurn();
    await Promise.all([alone, shared('b', 2), shared('a', 3), shared('b', 4), shared('a', 5)]);
    const written = await db.query<{ aggregateid: string; sequence: string; xid: string }>('SELECT aggregateid, sequence, xid::text FROM outbox ORDER BY seq');
    expect(written.map(({ aggregateid, sequence }) => aggregateid + sequence)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
    expect(new Set(written.map(({ xid }) => xid)).size).toBe(2);
  });

  test('vanishes with the transaction, and with a savepoint', async () => {
    await within(async (tx) => {
      await outbox.append(tx, things, 'thing.made.v1', 'a', { number: 1 });
      throw new Error('no');
    }).catch(() => undefined);
    await within(async (tx) => {
      await outbox.append(tx, things, 'thing.made.v1', 'outer', { number: 1 });
      const inner = async (savepoint: EntityManager): Promise<void> => {
        await outbox.append(savepoint, things, 'thing.made.v1', 'inner', { number: 2 });
        throw new Error('only the inner one');
      };
      await tx.transaction(inner).catch(() => undefined);
    });
    expect(await rows()).toMatchObject([{ aggregateid: 'outer', sequence: '1' }]);
  });

  test('may have a record key that is not its aggregate, which alone has a counter', async () => {
    await within((tx) => outbox.appendAll(tx, [keyedBy('partner', outgoing(things, 'thing.made.v1', 'line', { number: 1 }))]));
    const [row] = await db.query<{ aggregateid: string; sequence: string; headers: Record<string, string> }>('SELECT aggregateid, sequence, headers FROM outbox');
    expect(row).toMatchObject({ aggregateid: 'line', sequence: '1', headers: { partitionkey: 'partner' } });
    const { key, headers } = toRecord({ id: 'e', topic: 'things', aggregate: 'line', type: 'thing.made.v1', payload: '{}', headers: row?.headers ?? {}, sequence: '1', seq: '1' }, '/services/spec');
    expect([key, headers['ce_subject'], headers['ce_partitionkey']]).toEqual(['partner', 'line', 'partner']);
  });

  test('carries the correlation id and traceparent of the request', async () => {
    await withContext({ correlationId: 'c-1', traceparent: '00-1-2-01' }, () => within((tx) => outbox.append(tx, things, 'thing.made.v1', 'a', { number: 1 })));
    expect(await rows()).toMatchObject([{ headers: { correlationid: 'c-1', traceparent: '00-1-2-01' } }]);
  });

  test('loses what the schema does not know', async () => {
    const data = { number: 1, extra: 'secret' };
    await within((tx) => outbox.append(tx, things, 'thing.made.v1', 'a', data));
    expect(await rows()).toMatchObject([{ payload: { number: 1 } }]);
    expect(JSON.stringify(await rows())).not.toContain('secret');
  });

  test('keeps quotes, backslashes and emoji as they are', async () => {
    const note = `it's a "test" \\ $1 \u{1F600}\u202E`;
    await within((tx) => outbox.append(tx, things, 'thing.made.v1', `a'b\\`, { number: 1, note }));
    expect(await rows()).toMatchObject([{ aggregateid: `a'b\\`, payload: { note } }]);
  });
});

describe('several events', () => {
  test('are appended in one go; ids come back in the order given', async () => {
    const ids = await within((tx) =>
      outbox.appendAll(tx, [
        outgoing(things, 'thing.made.v1', 'z', { number: 1 }),
        outgoing(things, 'thing.made.v1', 'a', { number: 2 }),
        outgoing(things, 'thing.broken.v1', 'z', { why: 'x' }),
        audit.item({ actor: { kind: 'system', name: 'spec' }, action: 'thing.made', subject: { kind: 'thing', id: 'z' }, why: 'because', details: { number: 1 } }),
      ]),
    );
    const byId = new Map((await rows()).map((row) => [row.id, row]));
    expect(ids.map((id) => byId.get(id))).toMatchObject([
      { aggregateid: 'z', sequence: '1' },
      { aggregateid: 'a', sequence: '1' },
      { aggregateid: 'z', sequence: '2' },
      { aggregatetype: auditTopic.name, aggregateid: 'z', sequence: '1', payload: { service: 'spec', actor: { kind: 'system', id: 'spec' }, action: 'thing.made', why: 'because' } },
    ]);
  });

  test('beyond a few look the same', async () => {
    const note = `it's "quoted" \\`;
    const ids = await within((tx) => outbox.appendAll(tx, Array.from({ length: 30 }, (_, number) => outgoing(things, 'thing.made.v1', `a${number % 3}`, { number, note }))));
    const written = await rows();
    expect(new Set(written.map(({ id }) => id))).toEqual(new Set(ids));
    expect(written.filter(({ aggregateid }) => aggregateid === 'a1').map(({ payload, sequence }) => [payload, sequence])).toEqual(
      Array.from({ length: 10 }, (_, index) => [{ number: index * 3 + 1, note }, String(index + 1)]),
    );
    expect(written[0]?.headers).toMatchObject({ time: expect.stringMatching(/Z$/) });
  });

  test('of the same aggregates in opposite order all get through', async () => {
    const pair = (first: string, second: string) => within((tx) => outbox.appendAll(tx, [first, second].map((id) => outgoing(things, 'thing.made.v1', id, { number: 1 }))));
    await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? pair('a', 'b') : pair('b', 'a'))));
    const counters = await db.query('SELECT aggregate_id, last FROM outbox_sequence ORDER BY 1');
    expect(counters).toEqual([
      { aggregate_id: 'a', last: '40' },
      { aggregate_id: 'b', last: '40' },
    ]);
  });
});

describe('an event is refused', () => {
  const foreign = defineTopic({ name: 'foreign', owner: 'others', key: 'id', description: '', events: { 'x.happened.v1': { summary: '', data: z.object({}) } } });

  test('where its data does not fit', async () => {
    await expect(within((tx) => outbox.append(tx, things, 'thing.made.v1', 'a', { number: 1.5 }))).rejects.toThrow(/thing\.made\.v1 does not fit its schema: \/number/);
  });

  test('where the topic is another service’s', async () => {
    await expect(within((tx) => outbox.append(tx, foreign, 'x.happened.v1', 'a', {}))).rejects.toThrow('spec must not publish x.happened.v1: topic foreign belongs to others');
  });

  test('where it is far too large', async () => {
    const blob = defineTopic({ name: 'blob', owner: 'spec', key: 'id', description: '', events: { 'blob.made.v1': { summary: '', data: z.object({ text: z.string() }) } } });
    await expect(within((tx) => outbox.append(tx, blob, 'blob.made.v1', 'a', { text: 'x'.repeat(300_000) }))).rejects.toThrow(/an event carries ids/);
  });

  test('where it has no aggregate', async () => {
    await expect(within((tx) => outbox.append(tx, things, 'thing.made.v1', '', { number: 1 }))).rejects.toThrow(/aggregate id/);
  });
});
