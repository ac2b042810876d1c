import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { messagingApp, note, things, type Ground } from './messaging-app.ts';

// One side of the latency benchmark, in a process of its own as in production: `producer` (with its relay) or `consumer`.

/** Milliseconds since the epoch with fractions, the same clock in every process of the machine. */
const now = (): number => performance.timeOrigin + performance.now();

/** Notes the time at which each transaction's events are committed, not merely handled. */
class TimedDatabase extends Database {
  readonly handled: [id: string, at: number][] = [];
  private readonly open = new WeakMap<EntityManager, string[]>();

  note(id: string, tx: EntityManager): void {
    this.open.get(tx)?.push(id);
  }

  override async inTransaction<T>(actor: Actor, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    let ids: string[] = [];
    const answer = await super.inTransaction(actor, (tx) => {
      ids = [];
      this.open.set(tx, ids);
      return work(tx);
    });
    const at = now();
    for (const id of ids) this.handled.push([id, at]);
    return answer;
  }
}

async function consume(ground: Ground): Promise<void> {
  let timed: TimedDatabase | undefined;
  const app = await messagingApp(ground, false, (event, tx) => timed?.note(event.id, tx), (source) => (timed = new TimedDatabase(source)));
  process.on('message', () => {
    void (async () => {
      const rows = await app.source.query<{ id: string }[]>('SELECT id FROM thing');
      process.send?.({ handled: timed?.handled, stored: rows.length });
    })();
  });
}

async function produce(ground: Ground, perSecond: number, seconds: number): Promise<void> {
  const app = await messagingApp(ground, true);
  const committed: [id: string, at: number][] = [];
  const append = async (): Promise<void> => {
    const id = await app.database.inTransaction({ kind: 'system', name: 'bench' }, (tx) => app.outbox.append(tx, things, 'thing.happened.v1', randomUUID(), { committedAt: Date.now(), note }));
    committed.push([id, now()]);
  };
  process.on('message', () => {
    void (async () => {
      const begin = performance.now();
      const running = new Set<Promise<void>>();
      for (let sent = 0; sent < perSecond * seconds; ) {
        const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - begin) / 1000) * perSecond));
        for (; sent < due; sent += 1) {
          const one = append().finally(() => running.delete(one));
          running.add(one);
        }
        await sleep(1);
      }
      await Promise.all(running);
      process.send?.({ committed });
    })();
  });
}

const ground = z.object({ service: z.string(), databaseUrl: z.string(), brokers: z.string(), topicPrefix: z.string() });
const [side, given = '{}', perSecond, seconds] = process.argv.slice(2);
const where = ground.parse(JSON.parse(given));
await (side === 'consumer' ? consume(where) : produce(where, Number(perSecond), Number(seconds)));
process.send?.('ready');
