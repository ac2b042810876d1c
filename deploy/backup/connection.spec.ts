import { expect, test } from '@jest/globals';
import { programConnection } from './connection.ts';
import { run } from './program.ts';

const secure = (query: string, inherited: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
  const entries = Object.entries(programConnection(`postgres://backup:secret@db.example/pms_leads?${query}`, inherited));
  return Object.fromEntries(entries.filter(([name]) => name.startsWith('PGSSL')));
};

test('PostgreSQL’s programs reach the database of the URL', () => {
  const reached = programConnection('postgres://backup:a%20b@[::1]:5433/pms_leads', { PATH: '/bin' });
  expect(reached).toEqual({ PATH: '/bin', PGHOST: '::1', PGPORT: '5433', PGUSER: 'backup', PGPASSWORD: 'a b', PGDATABASE: 'pms_leads' });
  expect(programConnection('postgres://backup:secret@ignored/pms_leads?host=/run/postgresql', {})).toMatchObject({ PGHOST: '/run/postgresql' });
});

test.each([
  ['sslmode=verify-full&sslrootcert=/ca.crt', { PGSSLMODE: 'verify-full', PGSSLROOTCERT: '/ca.crt' }],
  ['sslmode=verify-full', { PGSSLMODE: 'verify-full', PGSSLROOTCERT: 'system' }],
  ['sslrootcert=/ca.crt&sslcert=/me.crt&sslkey=/me.key', { PGSSLMODE: 'verify-full', PGSSLROOTCERT: '/ca.crt', PGSSLCERT: '/me.crt', PGSSLKEY: '/me.key' }],
  ['sslmode=require', { PGSSLMODE: 'verify-full', PGSSLROOTCERT: 'system' }],
  ['sslmode=no-verify', { PGSSLMODE: 'require' }],
  ['sslmode=disable', { PGSSLMODE: 'disable' }],
  ['uselibpqcompat=true&sslmode=require', { PGSSLMODE: 'require' }],
  ['', {}],
])('and check its certificate as strictly as pg does: %s', (query, expected) => {
  expect(secure(query)).toEqual(expected);
});

test('the environment’s authority counts where the URL names none, and its mode where the URL has none', () => {
  expect(secure('sslmode=verify-full', { PGSSLROOTCERT: '/etc/ca.crt' })).toEqual({ PGSSLMODE: 'verify-full', PGSSLROOTCERT: '/etc/ca.crt' });
  expect(secure('', { PGSSLMODE: 'require' })).toEqual({ PGSSLMODE: 'require' });
});

test('what one of the two would not hear of is refused before anything runs', async () => {
  await expect(run('pg_dump', [], 'postgres://backup:secret@db.example/pms_leads?target_session_attrs=primary')).rejects.toThrow('says target_session_attrs=…');
});
