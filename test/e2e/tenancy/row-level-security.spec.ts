import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, DatabaseError } from 'pg';
import { actorSetting, type Actor } from '#libs/database/actor';
import { rowsLike, tablesOf, type Table } from './rows.ts';
import type { Stage } from './stage.ts';
import { stages } from './stages.ts';
import { personOf } from './without-guard.ts';

/** Tables that name a company or an application and yet have no policy, and why. */
const withoutPolicy: Readonly<Record<string, string>> = {
  match_key: 'searched as a whole to find duplicates; policies would keep it from its indexes; normalised keys only, read by the code that decides',
  company_name: 'as match_key: words of names for the search for similar companies',
};

const denied = '42501';

// The runtime role itself, with nothing of ours in between.
describe.each(Object.entries(stages))('the database of %s', (_name, build) => {
  let stage: Stage;
  let runtime: Client;
  let tables: readonly Table[];
  beforeAll(async () => {
    stage = await build();
    tables = await tablesOf(stage.service.database);
    runtime = new Client({ connectionString: stage.service.database.url });
    await runtime.connect();
  }, 60_000);
  afterAll(async () => {
    await runtime?.end();
    await stage?.service.stop();
  });

  const secured = () => tables.filter((table) => table.secured);

  /** What a statement says as this actor (null: none), undone afterwards; a refusal counts as no rows. */
  async function as(actor: Actor | null, sql: string, parameters: unknown[] = []): Promise<number | typeof denied> {
    await runtime.query('BEGIN');
    try {
      if (actor) await runtime.query("SELECT set_config('app.actor', $1, true)", [actorSetting(actor)]);
      return (await runtime.query(sql, parameters)).rowCount ?? 0;
    } catch (error) {
      if (error instanceof DatabaseError && error.code === denied) return denied;
      throw error;
    } finally {
      await runtime.query('ROLLBACK');
    }
  }

  const nothing = (result: number | typeof denied) => result === 0 || result === denied;

  test('every table of a company has row-level security that binds its owner too', () => {
    const open = tables.filter(({ columns, secured: on, forced }) => columns.some((column) => column === 'partner_id' || column === 'application_id') && !(on && forced));
    expect(open.map(({ name }) => name).filter((name) => withoutPolicy[name] === undefined)).toEqual([]);
    expect(tables.filter(({ secured: on, forced }) => on && !forced)).toEqual([]);
    expect(secured()).not.toEqual([]);
  });

  test('without an actor no row exists, none can be changed, none removed', async () => {
    const reached: string[] = [];
    for (const { name } of secured()) {
      if (!nothing(await as(null, `SELECT FROM ${name}`))) reached.push(`SELECT ${name}`);
      if (!nothing(await as(null, `DELETE FROM ${name}`))) reached.push(`DELETE ${name}`);
      for (const column of await updatable(name)) if (!nothing(await as(null, `UPDATE ${name} SET ${column} = ${column}`))) reached.push(`UPDATE ${name}.${column}`);
    }
    expect(reached).toEqual([]);
  });

  const people: Readonly<Record<string, () => Actor>> = {
    "Alfa's owner": () => personOf(stage.alfa, 'owner'),
    "Alfa's seller": () => personOf(stage.alfa, 'seller'),
    "the applicant of Alfa's application": () => ({ kind: 'applicant', applicationId: stage.alfa.applicationId }),
    'an API key of Alfa': () => ({ kind: 'api_key', keyId: stage.alfa.ownerId, partnerId: stage.alfa.partnerId }),
    'an anonymous visitor': () => ({ kind: 'public' }),
  };
  test.each(Object.entries(people))("for %s Bravo's rows do not exist, and cannot be made", async (_who, actorOf) => {
    const actor = actorOf();
    const reached: string[] = [];
    const bravos = await rowsLike(stage.service.database, stage.bravos);
    for (const { name } of secured().filter((table) => bravos[table.name])) {
      const fits = `t::text ~* $1`;
      const marks = [stage.bravos.source];
      if (!nothing(await as(actor, `SELECT FROM ${name} t WHERE ${fits}`, marks))) reached.push(`SELECT ${name}`);
      if (!nothing(await as(actor, `DELETE FROM ${name} t WHERE ${fits}`, marks))) reached.push(`DELETE ${name}`);
      for (const column of await updatable(name)) if (!nothing(await as(actor, `UPDATE ${name} t SET ${column} = ${column} WHERE ${fits}`, marks))) reached.push(`UPDATE ${name}.${column}`);
      const mayAdd = actor.kind === 'public' && name === 'application';
      if (!mayAdd && !(await cannotAdd(actor, name))) reached.push(`INSERT ${name}`);
    }
    expect(reached).toEqual([]);
  });

  test("Bravo's own people, or the system, do reach every one of these tables", async () => {
    const bravos = await rowsLike(stage.service.database, stage.bravos);
    const reachedBy = async (actor: Actor) => {
      const names: string[] = [];
      for (const { name } of secured()) if (!nothing(await as(actor, `SELECT FROM ${name} t WHERE t::text ~* $1`, [stage.bravos.source]))) names.push(name);
      return names;
    };
    const system = await reachedBy({ kind: 'system', name: 'spec' });
    expect(system).toEqual(secured().map(({ name }) => name).filter((name) => bravos[name]));
    expect(await reachedBy(personOf(stage.bravo, 'owner'))).toEqual(stage.ownersSee);
    const applicant: Actor = { kind: 'applicant', applicationId: stage.bravo.applicationId };
    expect(await reachedBy(applicant)).toEqual(bravos['application'] ? ['application', 'application_history', 'application_question'] : []);
  });

  async function updatable(table: string): Promise<string[]> {
    const { rows } = await runtime.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute
        WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attidentity <> 'a' AND has_column_privilege($1::regclass, attnum, 'UPDATE') ORDER BY attnum LIMIT 1`,
      [table],
    );
    return rows.map(({ name }) => name);
  }

  /** One of Bravo's rows once more, as the actor: refused before any constraint is looked at. */
  async function cannotAdd(actor: Actor, table: string): Promise<boolean> {
    const [row] = await stage.service.database.query<{ json: unknown }>(`SELECT to_jsonb(t) AS json FROM ${table} t WHERE t::text ~* $1 LIMIT 1`, [stage.bravos.source]);
    const insert = `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`;
    return (await as(actor, insert, [JSON.stringify(row?.json)])) === denied;
  }
});
