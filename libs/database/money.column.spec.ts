import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { testDatabase } from '#libs/testing/test-database';
import type { TestDatabase } from '#libs/testing/test-database';
import { Foundation1700000000000 } from './foundation.migration.ts';
import { grant } from './grants.ts';
import { MoneyColumn, OptionalMoneyColumn } from './money.column.ts';
import { Money } from './money.ts';

@Entity()
class Offer {
  @PrimaryColumn({ type: 'int' })
  id!: number;

  @Column(() => MoneyColumn)
  listPrice!: MoneyColumn;

  @Column(() => OptionalMoneyColumn)
  discount!: OptionalMoneyColumn;
}

class Offers1700000100004 implements MigrationInterface {
  readonly name = 'Offers1700000100004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE offer (
      id int PRIMARY KEY, list_price_minor bigint NOT NULL, list_price_currency char(3) NOT NULL, discount_minor bigint, discount_currency char(3),
      CHECK ((discount_minor IS NULL) = (discount_currency IS NULL)))`);
    await grant(runner, 'offer', 'SELECT, INSERT');
  }

  async down(): Promise<void> {}
}

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase({ name: 'spec-money', entities: [Offer], migrations: [Foundation1700000000000, Offers1700000100004] });
});
afterAll(() => db.drop());

test('an amount goes into two columns and comes back exact, at the edge of bigint too', async () => {
  const most = Money.ofMinor(9_223_372_036_854_775_807n, 'USD');
  const off = Money.parse({ amount: '-0.01', currency: 'EUR' });
  await db.database.inTransaction({ kind: 'system', name: 'spec' }, async (tx) => {
    await tx.insert(Offer, { id: 1, listPrice: MoneyColumn.of(most), discount: OptionalMoneyColumn.of(undefined) });
    await tx.insert(Offer, { id: 2, listPrice: MoneyColumn.of(most.negate()), discount: OptionalMoneyColumn.of(off) });
    const [first, second] = await tx.find(Offer, { order: { id: 'ASC' } });
    expect(first?.listPrice.toMoney().equals(most)).toBe(true);
    expect(first?.discount.toMoney()).toBeUndefined();
    expect(second?.listPrice.toMoney().equals(most.negate())).toBe(true);
    expect(second?.discount.toMoney()?.equals(off)).toBe(true);
  });
  expect(await db.query('SELECT list_price_minor, list_price_currency FROM offer WHERE id = 1')).toEqual([
    { list_price_minor: '9223372036854775807', list_price_currency: 'USD' },
  ]);
});
