import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { run } from './program.ts';

const inherited = ['PG_BIN', 'PGSSLMODE', 'PGSSLROOTCERT'] as const;
const before = inherited.map((name) => process.env[name]);
const folder = mkdtempSync(join(tmpdir(), 'programs-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  for (const [at, name] of inherited.entries()) {
    if (before[at] === undefined) delete process.env[name];
    else process.env[name] = before[at];
  }
});

/** What pg_dump would read of the environment, as a program in its place says. */
async function reached(url: string): Promise<Record<string, string>> {
  writeFileSync(join(folder, 'pg_dump'), '#!/bin/sh\nenv >&2\nexit 1\n');
  chmodSync(join(folder, 'pg_dump'), 0o755);
  process.env['PG_BIN'] = folder;
  const said = await run('pg_dump', [], url).then(
    () => '',
    (error: Error) => error.message,
  );
  return Object.fromEntries(said.split('\n').flatMap((line) => (line.startsWith('PG') ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : [])));
}

test('PostgreSQL’s programs reach the database of the URL, and check its certificate as strictly as pg does', async () => {
  const url = 'postgres://backup:a%20b@db.example:5433/pms_leads';
  expect(await reached(url)).toEqual({ PGHOST: 'db.example', PGPORT: '5433', PGUSER: 'backup', PGPASSWORD: 'a b', PGDATABASE: 'pms_leads' });
});

test.each([
  ['sslmode=verify-full&sslrootcert=/ca.crt', { PGSSLMODE: 'verify-full', PGSSLROOTCERT: '/ca.crt' }],
  ['sslmode=verify-full', { PGSSLMODE: 'verify-full', PGSSLROOTCERT: 'system' }],
  ['sslrootcert=/ca.crt&sslcert=/me.crt&sslkey=/me.key', { PGSSLMODE: 'verify-full', PGSSLROOTCERT: '/ca.crt', PGSSLCERT: '/me.crt', PGSSLKEY: '/me.key' }],
  ['sslmode=require', { PGSSLMODE: 'verify-full', PGSSLROOTCERT: 'system' }],
  ['sslmode=no-verify', { PGSSLMODE: 'require' }],
  ['sslmode=disable', { PGSSLMODE: 'disable' }],
  ['uselibpqcompat=true&sslmode=require', { PGSSLMODE: 'require' }],
])('%s', async (query, expected) => {
  const { PGSSLMODE, PGSSLROOTCERT, PGSSLCERT, PGSSLKEY } = await reached(`postgres://backup:secret@db.example/pms_leads?${query}`);
  expect({ PGSSLMODE, PGSSLROOTCERT, PGSSLCERT, PGSSLKEY }).toEqual(expected);
});

test('the environment’s authority counts where the URL names none', async () => {
  process.env['PGSSLROOTCERT'] = '/etc/ca.crt';
  expect(await reached('postgres://backup:secret@db.example/pms_leads?sslmode=verify-full')).toMatchObject({ PGSSLROOTCERT: '/etc/ca.crt' });
});

test('what one of the two would not hear of is refused', async () => {
  await expect(run('pg_dump', [], 'postgres://backup:secret@db.example/pms_leads?target_session_attrs=primary')).rejects.toThrow('says target_session_attrs=…');
});
