import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SettingVersion } from '#libs/contracts/http/settings';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { settingsAt, type DatedSetting } from '#libs/database/dated-setting';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { vendorUser } from './auth/people.ts';
import { beginning, mustBeLast, mustFollow, NothingToCancel, oneAtATime } from './publication.ts';

export interface NewSetting {
  readonly actor: Actor;
  readonly key: string;
  readonly value: SettingVersion['value'];
  readonly effectiveFrom?: string | undefined;
  /** The id of the last value, as whoever publishes has seen it. */
  readonly follows?: string | undefined;
  readonly reason: string;
}

export interface CancelledSetting {
  readonly actor: Actor;
  /** Of the value that is cancelled. */
  readonly id: string;
  readonly reason: string;
}

/** Throws where all settings together, as they will count at a moment, contradict each other; `pointer` is the field of the request that is to blame. */
export type Agreement = (together: Record<string, unknown>, pointer: string) => void;

/** Adds values to a table of dated settings: each counts from its moment until the next one of its key does. */
@Injectable()
export class SettingPublisher {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly audit: Audit,
  ) {}

  /** `agrees` is asked for each moment at which a setting changes from then on. */
  async publish<S extends DatedSetting>(tx: EntityManager, Setting: new () => S, { actor, key, value, effectiveFrom, follows, reason }: NewSetting, agrees: Agreement): Promise<SettingVersion> {
    const publishedBy = vendorUser(actor);
    await oneAtATime(tx);
    const publishedAt = this.clock.now();
    const validFrom = beginning(effectiveFrom, publishedAt);
    const rows = await published(tx, Setting);
    const last = rows.findLast((row) => row.key === key);
    if (last === undefined) throw new Error(`The programme has no ${key}.`);
    mustBeLast(last.id, follows);
    mustFollow(last, validFrom);
    const added = Object.assign(new Setting(), { id: this.ids.uuid(), key, value, validFrom, validTo: Number.POSITIVE_INFINITY, publishedAt, publishedBy, reason });
    const all = rows.map((row) => (row === last ? Object.assign(new Setting(), row, { validTo: validFrom }) : row)).concat(added);
    agreeFrom(all, validFrom, (together) => agrees(together, '/value'));
    await tx.query(`UPDATE ${tx.getRepository(Setting).metadata.tableName} SET valid_to = $1 WHERE id = $2`, [validFrom, last.id]);
    await insert(tx, Setting, added);
    await this.audit.record(tx, {
      actor, action: 'setting.published', subject: { kind: 'setting', id: key }, why: reason,
      details: { value: textOf(value), valueBefore: textOf(last.value), effectiveFrom: validFrom.toISOString() },
    });
    return settingView(added);
  }

  /** The last value of its key, as long as it has not begun; the one before goes on. */
  async cancel<S extends DatedSetting>(tx: EntityManager, Setting: new () => S, { actor, id, reason }: CancelledSetting, agrees: Agreement): Promise<void> {
    await oneAtATime(tx);
    const rows = await published(tx, Setting);
    const key = rows.find((row) => row.id === id)?.key;
    const [before, last] = rows.filter((row) => row.key === key).slice(-2);
    if (key === undefined || before === undefined || last?.id !== id || last.validFrom <= this.clock.now()) throw new NothingToCancel();
    const goesOn = Object.assign(new Setting(), before, { validTo: Number.POSITIVE_INFINITY });
    agreeFrom(rows.filter((row) => row !== last).map((row) => (row === before ? goesOn : row)), last.validFrom, (together) => agrees(together, '/id'));
    const table = tx.getRepository(Setting).metadata.tableName;
    await tx.query(`UPDATE ${table} SET valid_to = valid_from WHERE id = $1`, [last.id]);
    await tx.query(`UPDATE ${table} SET valid_to = 'infinity' WHERE id = $1`, [before.id]);
    await this.audit.record(tx, {
      actor, action: 'setting.cancelled', subject: { kind: 'setting', id: key }, why: reason,
      details: { value: textOf(last.value), valueThatStays: textOf(before.value), effectiveFrom: last.validFrom.toISOString() },
    });
  }
}

/** All that was not cancelled, of each key in order. */
export async function published<S extends DatedSetting>(tx: EntityManager, Setting: new () => S): Promise<DatedSetting[]> {
  const rows = await tx.find<DatedSetting>(Setting, { order: { key: 'ASC', validFrom: 'ASC' } });
  return rows.filter((row) => !row.isCancelled);
}

function agreeFrom(rows: readonly DatedSetting[], from: Date, agrees: (together: Record<string, unknown>) => void): void {
  const later = rows.map((row) => Number(row.validFrom)).filter((moment) => moment > Number(from));
  for (const moment of new Set([Number(from), ...later])) agrees(settingsAt(rows, new Date(moment)));
}

/** By SQL, since TypeORM would take `null` as no value, and a list as one of the database. */
async function insert(tx: EntityManager, Setting: new () => DatedSetting, { id, key, value, validFrom, publishedAt, publishedBy, reason }: DatedSetting): Promise<void> {
  await tx.query(
    `INSERT INTO ${tx.getRepository(Setting).metadata.tableName} (id, key, value, valid_from, published_at, published_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, key, JSON.stringify(value), validFrom, publishedAt, publishedBy, reason],
  );
}

export function settingView({ id, key, value, validFrom, publishedAt, publishedBy, reason }: DatedSetting): SettingVersion {
  return { id, key, value, effectiveFrom: validFrom.toISOString(), publishedAt: publishedAt?.toISOString() ?? null, publishedBy, reason };
}

/** As the trail keeps it, which takes no lists. */
function textOf(value: unknown): string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : JSON.stringify(value);
}
