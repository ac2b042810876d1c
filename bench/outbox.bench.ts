import { randomUUID } from 'node:crypto';
import { byTurns, measure } from './measure.ts';
import { messagingApp, note, things } from './messaging-app.ts';
import { grade, type Result } from './result.ts';
import type { Surroundings } from './surroundings.ts';

const CLIENTS = 32;
const system = { kind: 'system', name: 'bench' } as const;

/** What an event costs the business transaction that appends it: the same transaction with and without. */
export async function outboxCost(around: Surroundings): Promise<Result[]> {
  const app = await messagingApp(around, 'outbox', false);
  const transaction = (withEvent: boolean) => (): Promise<void> => {
    const id = randomUUID();
    return app.database.inTransaction(system, async (tx) => {
      await tx.query('INSERT INTO thing (id, note) VALUES ($1, $2)', [id, note]);
      await tx.query('SELECT id, note FROM thing WHERE id = $1 FOR UPDATE', [id]);
      await tx.query('UPDATE thing SET count = count + 1 WHERE id = $1', [id]);
      if (withEvent) await app.outbox.append(tx, things, 'thing.happened.v1', id, { committedAt: Date.now(), note });
    });
  };
  const loop = (withEvent: boolean) => () => measure({ clients: CLIENTS, seconds: 6, warmUp: 1.5, call: transaction(withEvent) });
  try {
    const [without, including] = await byTurns(3, loop(false), loop(true), (value) => value.perSecond);
    return [
      {
        bench: 'outbox',
        what: 'business transaction (insert, lock, update) with one event, 32 clients',
        unit: '/s',
        value: including.perSecond,
        raw: { what: 'the same without the event', value: without.perSecond },
        must: '≥ 85 %',
        aim: '92 %',
        met: grade(including.perSecond / without.perSecond, 0.85, 0.92),
        times: including,
      },
    ];
  } finally {
    await app.close();
  }
}
