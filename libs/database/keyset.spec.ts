import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FixedIds } from '#libs/testing/fixed-ids';
import { testDatabase } from '#libs/testing/test-database';
import type { TestDatabase } from '#libs/testing/test-database';
import { writeCursor } from './cursor.ts';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { grant } from './grants.ts';
import { InvalidCursor, keysetPage } from './keyset.ts';
import type { Page } from './keyset.ts';

@Entity()
class Parcel {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  label!: string;

  @Column({ type: 'timestamptz' })
  sentAt!: Date;

  @Column({ type: 'int', nullable: true })
  weight!: number | null;
}

class Parcels1700000100003 implements MigrationInterface {
  readonly name = 'Parcels1700000100003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE parcel (id uuid PRIMARY KEY, label text NOT NULL, sent_at timestamptz NOT NULL, weight int); CREATE INDEX parcel_sent ON parcel (sent_at, id)');
    await grant(runner, 'parcel', 'SELECT, INSERT');
  }

  async down(): Promise<void> {}
}

const sorts = {
  sentAt: { by: 'parcel.sentAt', type: 'timestamptz' },
  label: { by: 'lower(parcel.label)', type: 'text' },
  weight: { by: 'parcel.weight', type: 'integer', nullable: true },
} as const;
type Sort = keyof typeof sorts | `-${keyof typeof sorts}`;
let db: TestDatabase;

const page = (sort: Sort, limit: number, cursor?: string, list = 'parcels'): Promise<Page<Parcel>> =>
  keysetPage(db.dataSource.getRepository(Parcel).createQueryBuilder('parcel').where('parcel.label <> :none', { none: 'none' }), { list, sorts, sort, limit, cursor });

async function walk(sort: Sort, limit: number): Promise<Parcel[]> {
  const all: Parcel[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page(sort, limit, cursor);
    expect(items.length).toBeLessThanOrEqual(limit);
    all.push(...items);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

beforeAll(async () => {
  db = await testDatabase({ name: 'spec-keyset', entities: [Parcel], migrations: [Foundation1700000000000, Parcels1700000100003] });
});
afterAll(() => db.drop());
beforeEach(async () => {
  await db.truncate();
  const ids = new FixedIds();
  // Many ties, and times that differ by microseconds only, which a Date cannot hold.
  for (let n = 0; n < 24; n += 1) {
    await db.query("INSERT INTO parcel VALUES ($1, $2, timestamptz '2026-11-02T09:00:00.123456Z' + $3 * interval '1 microsecond', $4)", [
      ids.uuid(),
      `${'abC'.charAt(n % 3)}'; --`,
      Math.floor(n / 2),
      n % 5 === 0 ? null : n % 4,
    ]);
  }
});

describe('a list in pages', () => {
  test.each(['sentAt', '-sentAt', 'label', '-label', 'weight', '-weight'] as const)('by %s gives every row once, in one order whatever the page size', async (sort) => {
    const whole = (await page(sort, 100)).items.map(({ id }) => id);
    expect(new Set(whole).size).toBe(24);
    for (const limit of [1, 5, 23, 24]) expect((await walk(sort, limit)).map(({ id }) => id)).toEqual(whole);
  });

  test('orders as asked, rows without a value last', async () => {
    const weights = (await walk('weight', 7)).map(({ weight }) => weight);
    expect(weights).toEqual([...weights].sort((a, b) => (a ?? 99) - (b ?? 99)));
    const heaviest = (await walk('-weight', 7)).map(({ weight }) => weight);
    expect(heaviest).toEqual([...heaviest].sort((a, b) => (b ?? -99) - (a ?? -99)));
    const times = await db.query<{ id: string }>('SELECT id FROM parcel ORDER BY sent_at DESC, id DESC');
    expect((await walk('-sentAt', 5)).map(({ id }) => id)).toEqual(times.map(({ id }) => id));
  });

  test('is not disturbed by rows added before the cursor', async () => {
    const first = await page('sentAt', 10);
    await db.query("INSERT INTO parcel VALUES ('00000000-0000-7000-8000-000000000000', 'early', '2020-01-01', 1)");
    const second = await page('sentAt', 100, first.nextCursor ?? undefined);
    expect(second.items).toHaveLength(14);
    expect(second.nextCursor).toBeNull();
  });

  test('a cursor that was changed in any place is refused', async () => {
    const { nextCursor } = await page('label', 5);
    const cursor = nextCursor ?? '';
    for (let at = 0; at < cursor.length; at += 1) {
      const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
      await expect(page('label', 5, changed)).rejects.toThrow(InvalidCursor);
    }
    for (const junk of ['', '.', '..', 'x', `${cursor}x`, ` ${cursor}`, `${cursor}=`, cursor.slice(1), 'ü'.repeat(10), 'a'.repeat(1_000_000)]) {
      await expect(page('label', 5, junk)).rejects.toThrow(InvalidCursor);
    }
  });

  test('a cursor of another list or order is refused', async () => {
    const { nextCursor } = await page('label', 5);
    await expect(page('-label', 5, nextCursor ?? '')).rejects.toThrow(InvalidCursor);
    await expect(page('label', 5, nextCursor ?? '', 'letters')).rejects.toThrow(InvalidCursor);
  });

  test('a well-signed cursor with odd values never reaches PostgreSQL', async () => {
    const id = '019a4000-0000-7000-8000-000000000001';
    for (const [sort, value, at] of [
      ['sentAt', 'infinity', id],
      ['sentAt', null, id],
      ['weight', '1e9', id],
      ['weight', '99999999999', id],
      ['label', 'a\0', id],
      ['label', 'a', 'x'],
    ] as const) {
      await expect(page(sort, 5, writeCursor(`parcels/${sort}`, { value, id: at }))).rejects.toThrow(InvalidCursor);
    }
  });

  test('limits have bounds', async () => {
    for (const limit of [0, -1, 1.5, 201, Number.NaN]) await expect(page('label', limit)).rejects.toThrow(RangeError);
  });

  test('a page behind a cursor is read from the index, in its order', async () => {
    const { nextCursor } = await page('-sentAt', 5);
    const query = db.dataSource.getRepository(Parcel).createQueryBuilder('parcel');
    await keysetPage(query, { list: 'parcels', sorts, sort: '-sentAt', limit: 5, cursor: nextCursor ?? '' });
    const [sql, parameters] = query.getQueryAndParameters();
    const plan = await db.dataSource.transaction(async (tx) => {
      await tx.query('SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off');
      return tx.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql}`, parameters);
    });
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toMatch(/Index Scan Backward using parcel_sent[^]*Index Cond: \(ROW\(sent_at, id\) </);
    expect(text).not.toContain('Sort');
  });
});
