import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { FixedClock } from '#libs/testing/fixed-clock';
import { testDatabase } from '#libs/testing/test-database';
import type { TestDatabase } from '#libs/testing/test-database';
import { Sweeper } from './due.ts';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { grant } from './grants.ts';

class Reminders1700000100005 implements MigrationInterface {
  readonly name = 'Reminders1700000100005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE reminder (id int PRIMARY KEY, due_at timestamptz, sent int NOT NULL DEFAULT 0)');
    await grant(runner, 'reminder', 'SELECT, UPDATE');
  }

  async down(): Promise<void> {}
}

const clock = new FixedClock('2026-11-02T09:00:00Z');
const send = async (tx: EntityManager, now: Date): Promise<number> => {
  const [rows] = await tx.query<[unknown[], number]>('UPDATE reminder SET due_at = NULL, sent = sent + 1 WHERE id IN (SELECT id FROM reminder WHERE due_at <= $1 ORDER BY due_at LIMIT 10) RETURNING id', [now]);
  return rows.length;
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const sent = async () => (await db.query<{ sent: number }>('SELECT sent FROM reminder ORDER BY id')).map((row) => row.sent);

let db: TestDatabase;
const started: Sweeper[] = [];
const sweeper = () => {
  const one = new Sweeper(db.database, clock);
  started.push(one);
  return one;
};

beforeAll(async () => {
  Logger.overrideLogger(false);
  db = await testDatabase({ name: 'spec-due', entities: [], migrations: [Foundation1700000000000, Reminders1700000100005] });
});
afterAll(() => db.drop());
beforeEach(async () => {
  await db.truncate();
  clock.set('2026-11-02T09:00:00Z');
  await db.query("INSERT INTO reminder SELECT n, timestamptz '2026-11-02T10:00:00Z' FROM generate_series(1, 25) n");
});
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

describe('a sweep', () => {
  test('handles what is due by the clock, batch after batch, once', async () => {
    const one = sweeper();
    one.every({ name: 'reminders', intervalMs: 60_000, run: send });
    expect(await one.sweepNow('reminders')).toBe(0);
    clock.advance({ hours: 1 });
    expect(await one.sweepNow('reminders')).toBe(25);
    expect(await one.sweepNow('reminders')).toBe(0);
    expect(await sent()).toEqual(Array.from({ length: 25 }, () => 1));
  });

  test('runs by itself on every instance, on one at a time, and nothing is handled twice', async () => {
    let inside = 0;
    let most = 0;
    const seen: number[] = [];
    clock.advance({ hours: 2 });
    for (let instance = 0; instance < 4; instance += 1) {
      const one = sweeper();
      one.observe({ swept: (_, handled) => seen.push(handled) });
      one.every({
        name: 'reminders',
        intervalMs: 5,
        run: async (tx, now) => {
          inside += 1;
          most = Math.max(most, inside);
          await pause(2);
          const handled = await send(tx, now);
          inside -= 1;
          return handled;
        },
      });
      one.start();
    }
    const end = Date.now() + 30_000;
    while (seen.length < 40 && Date.now() < end) await pause(10);
    expect(await sent()).toEqual(Array.from({ length: 25 }, () => 1));
    expect(most).toBe(1);
    expect(seen.reduce((sum, handled) => sum + handled, 0)).toBe(25);
  });

  test('that fails is reported and tried again, and stops no other', async () => {
    const errors: string[] = [];
    let attempts = 0;
    let others = 0;
    const one = sweeper();
    one.observe({ failed: (name, error) => errors.push(`${name}: ${String(error)}`) });
    one.every({ name: 'broken', intervalMs: 5, run: async () => { attempts += 1; throw new Error('no'); } });
    one.every({ name: 'other', intervalMs: 5, run: async () => { others += 1; return 0; } });
    one.start();
    const end = Date.now() + 30_000;
    while ((attempts < 3 || others < 3) && Date.now() < end) await pause(10);
    await one.stop();
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect(others).toBeGreaterThanOrEqual(3);
    expect(errors[0]).toBe('broken: Error: no');
  });

  test('is waited for by stop, which starts nothing more', async () => {
    let runs = 0;
    let finished = 0;
    const one = sweeper();
    one.every({
      name: 'slow',
      intervalMs: 1,
      run: async () => {
        runs += 1;
        await pause(100);
        finished += 1;
        return 1;
      },
    });
    one.start();
    while (runs === 0) await pause(5);
    await one.stop();
    expect([runs, finished]).toEqual([1, 1]);
    await pause(50);
    expect(runs).toBe(1);
  });

  test('asked for while its own turn runs comes after it, so that what became due meanwhile is done as well', async () => {
    clock.advance({ hours: 2 });
    let late: Promise<number> | undefined;
    let first = 0;
    const one = sweeper();
    one.observe({ swept: (_, handled) => (first += handled) });
    one.every({
      name: 'reminders',
      intervalMs: 500,
      run: async (tx, now) => {
        const handled = await send(tx, now);
        if (handled > 0 || late !== undefined) return handled;
        // The turn has seen that nothing more is due and has not ended yet.
        await db.query("INSERT INTO reminder VALUES (26, timestamptz '2026-11-02T10:00:00Z')");
        late = one.sweepNow('reminders');
        await pause(50);
        return 0;
      },
    });
    one.start();
    const end = Date.now() + 30_000;
    while (late === undefined && Date.now() < end) await pause(5);
    expect(await late).toBe(1);
    expect(await sent()).toEqual(Array.from({ length: 26 }, () => 1));
  });

  test('keeps its transaction’s effects out when it fails half-way, so the next turn finds the rows due', async () => {
    clock.advance({ hours: 2 });
    let fail = true;
    const one = sweeper();
    one.every({
      name: 'reminders',
      intervalMs: 60_000,
      run: async (tx, now) => {
        const handled = await send(tx, now);
        if (fail) throw new Error('half-way');
        return handled;
      },
    });
    await expect(one.sweepNow('reminders')).rejects.toThrow('half-way');
    expect(new Set(await sent())).toEqual(new Set([0]));
    fail = false;
    expect(await one.sweepNow('reminders')).toBe(25);
  });

  test('must have a name of its own and an interval', () => {
    const one = sweeper();
    one.every({ name: 'a', intervalMs: 1, run: send });
    for (const [name, intervalMs] of [['a', 1], ['B c', 1], ['b', 0], ['b', Number.NaN]] as const) expect(() => one.every({ name, intervalMs, run: send })).toThrow(/sweep/);
  });
});
