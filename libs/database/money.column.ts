import { Column } from 'typeorm';
import type { ValueTransformer } from 'typeorm';
import { Money } from './money.ts';

/** The driver hands bigint out as text, because a number would lose digits. */
export const asBigint: ValueTransformer = {
  from: (stored: string | null) => (stored === null ? null : BigInt(stored)),
  to: (value: bigint | null | undefined) => value?.toString() ?? null,
};

/**
 * How an entity holds money: two columns, `<property>_minor bigint NOT NULL` and `<property>_currency char(3) NOT NULL`.
 *
 *     @Column(() => MoneyColumn) value!: MoneyColumn;   // deal.value = MoneyColumn.of(money); deal.value.toMoney()
 */
export class MoneyColumn {
  @Column({ type: 'bigint', transformer: asBigint })
  minor!: bigint;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  static of(money: Money): MoneyColumn {
    return Object.assign(new MoneyColumn(), { minor: money.minor, currency: money.currency });
  }

  toMoney(): Money {
    return Money.ofMinor(this.minor, this.currency);
  }
}

/** The same where there may be none: both columns are null together (add `CHECK ((x_minor IS NULL) = (x_currency IS NULL))`). */
export class OptionalMoneyColumn {
  @Column({ type: 'bigint', nullable: true, transformer: asBigint })
  minor!: bigint | null;

  @Column({ type: 'char', length: 3, nullable: true })
  currency!: string | null;

  static of(money: Money | undefined): OptionalMoneyColumn {
    return Object.assign(new OptionalMoneyColumn(), { minor: money?.minor ?? null, currency: money?.currency ?? null });
  }

  toMoney(): Money | undefined {
    return this.minor === null || this.currency === null ? undefined : Money.ofMinor(this.minor, this.currency);
  }
}
