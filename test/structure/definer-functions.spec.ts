import { expect, test } from '@jest/globals';
import { testDatabase } from '#libs/testing/test-database';
import { services } from './all-services.ts';

/** Functions that run with their owner's rights, and in which schemas they look for names. */
const definers = `
  SELECT p.oid::regprocedure::text AS name, (SELECT substr(setting, length('search_path=') + 1) FROM unnest(p.proconfig) AS setting WHERE setting LIKE 'search\\_path=%') AS path
    FROM pg_proc p WHERE p.prosecdef AND p.pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) ORDER BY 1`;
const inOutbox = ['outbox_adopt(smallint,bigint)', 'outbox_empty(smallint)', 'outbox_redact(bigint,smallint,jsonb)'];

/** Unnamed, the schema of temporary tables is searched first: whoever may make one would have the function read and write there, with the owner's rights. */
test.each(services.filter(({ database }) => database).map((service) => [service.name, service] as const))('%s: every function with its owner’s rights looks into temporary tables last', async (_name, service) => {
  const db = await testDatabase(service);
  try {
    const found = await db.query<{ name: string; path: string | null }>(definers);
    if (service.kafka !== 'none') expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(inOutbox));
    expect(found.filter(({ path }) => path === null || !/^[a-z_]+, pg_temp$/.test(path))).toEqual([]);
  } finally {
    await db.drop();
  }
}, 60_000);
