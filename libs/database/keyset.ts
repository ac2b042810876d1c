import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { InvalidCursor, readCursor, writeCursor } from './cursor.ts';

export { InvalidCursor } from './cursor.ts';

/** Each with what a cursor's value must look like, so that a forged one is refused here and not by PostgreSQL. */
const forms = {
  text: /^[^\0]{0,2000}$/su,
  timestamptz: /^-?\d{1,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}$/,
  date: /^\d{4,6}-\d\d-\d\d$/,
  bigint: /^-?\d{1,18}$/,
  integer: /^-?\d{1,9}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
} as const;

export interface KeysetSort {
  /** A property of the builder, `application.submittedAt`, or an SQL expression over such. */
  readonly by: string;
  readonly type: keyof typeof forms;
  /** Rows without a value come last in either direction. Leave out for NOT NULL columns: only then an index on (by, id) carries the page. */
  readonly nullable?: boolean;
}

export interface KeysetRequest<S extends string> {
  /** The list's name; a cursor of another list is refused. Put what identifies the list into it, where that is more than the route. */
  readonly list: string;
  readonly sorts: Readonly<Record<S, KeysetSort>>;
  /** One of `sorts`, with a minus for descending: `-submittedAt`. */
  readonly sort: S | `-${S}`;
  /** The tie-breaker, default `<alias>.id`; a UUID, unless `idType` says otherwise. */
  readonly id?: string;
  readonly idType?: 'uuid' | 'bigint' | 'text';
  readonly cursor?: string | undefined;
  /** Items per page, 1 to `maxLimit`. */
  readonly limit: number;
  readonly maxLimit?: number;
}

export interface Page<T> {
  readonly items: T[];
  /** For the next request; null on the last page. */
  readonly nextCursor: string | null;
}

/**
 * One page of a list in a stable order, sort value then id, from right behind the cursor: no page skips or repeats a row because others
 * were added. The position is taken as PostgreSQL writes it: a JavaScript Date would lose the microseconds, and rows with them.
 * The builder must not join to-many relations. Throws `InvalidCursor`, and RangeError for a limit out of bounds or an unknown sort, which a schema should have refused.
 *
 *     const query = tx.getRepository(Application).createQueryBuilder('application').where(…);
 *     return keysetPage(query, { list: 'applications', sorts, sort: '-submittedAt', cursor, limit: 50 });
 */
export async function keysetPage<T extends ObjectLiteral, S extends string>(query: SelectQueryBuilder<T>, request: KeysetRequest<S>): Promise<Page<T>> {
  const { sort, cursor, limit, maxLimit = 200, id = `${query.alias}.id`, idType = 'uuid' } = request;
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) throw new RangeError(`limit must be a whole number from 1 to ${maxLimit}`);
  const descending = sort.startsWith('-');
  const by = sortNamed(request.sorts, descending ? sort.slice(1) : sort);
  const list = `${request.list}/${sort}`;
  if (cursor !== undefined) continueBehind(query, by, { id, idType }, descending, position(list, cursor, by, idType));

  const direction = descending ? 'DESC' : 'ASC';
  query
    .addSelect(`CAST(${by.by} AS text)`, 'keyset_value')
    .addSelect(`CAST(${id} AS text)`, 'keyset_id')
    .orderBy(by.by, direction, by.nullable === true ? 'NULLS LAST' : undefined)
    .addOrderBy(id, direction)
    .limit(limit + 1);
  const { entities, raw } = await query.getRawAndEntities<{ keyset_value: string | null; keyset_id: string }>();
  const last = raw.length > limit ? raw[limit - 1] : undefined;
  return { items: entities.slice(0, limit), nextCursor: last === undefined ? null : writeCursor(list, { value: last.keyset_value, id: last.keyset_id }) };
}

function sortNamed(sorts: Readonly<Record<string, KeysetSort>>, name: string): KeysetSort {
  const sort = Object.hasOwn(sorts, name) ? sorts[name] : undefined;
  if (sort === undefined) throw new RangeError(`sort must be one of ${Object.keys(sorts).join(', ')}, with a minus for descending`);
  return sort;
}

function position(list: string, cursor: string, by: KeysetSort, idType: keyof typeof forms): { value: string | null; id: string } {
  const { value, id } = readCursor(list, cursor);
  const fits = value === null ? by.nullable === true : forms[by.type].test(value);
  if (!fits || !forms[idType].test(id)) throw new InvalidCursor();
  return { value, id };
}

function continueBehind<T extends ObjectLiteral>(query: SelectQueryBuilder<T>, by: KeysetSort, { id, idType }: { id: string; idType: string }, descending: boolean, at: { value: string | null; id: string }): void {
  const beyond = descending ? '<' : '>';
  const parameters = { keysetValue: at.value, keysetId: at.id };
  const behind = `(${by.by}, ${id}) ${beyond} (CAST(:keysetValue AS ${by.type}), CAST(:keysetId AS ${idType}))`;
  if (by.nullable !== true) query.andWhere(behind, parameters);
  else if (at.value === null) query.andWhere(`(${by.by} IS NULL AND ${id} ${beyond} CAST(:keysetId AS ${idType}))`, parameters);
  else query.andWhere(`(${behind} OR ${by.by} IS NULL)`, parameters);
}
