import { programEnvironment } from './config.ts';

/** What pg reads from the query of a database's URL, by the variables in which PostgreSQL's own programs look for it. */
const variables: Readonly<Record<string, string>> = { host: 'PGHOST', sslrootcert: 'PGSSLROOTCERT', sslcert: 'PGSSLCERT', sslkey: 'PGSSLKEY', sslnegotiation: 'PGSSLNEGOTIATION' };

/**
 * The environment in which pg_dump and pg_restore reach the same database as pg does, and check its certificate as strictly.
 *
 * @throws Error at a parameter that only one of the two would honour
 */
export function programConnection(url: string, inherited: NodeJS.ProcessEnv = programEnvironment()): NodeJS.ProcessEnv {
  const { username, password, hostname, port, pathname, searchParams } = new URL(url);
  const { sslmode, uselibpqcompat, ...others } = Object.fromEntries(searchParams);
  const named = Object.entries(others).map(([name, value]) => {
    const variable = variables[name];
    if (variable === undefined) throw new Error(`The database's URL says ${name}=…, which pg_dump and pg_restore would not hear of: ${['sslmode', ...Object.keys(variables)].join(', ')} can stand there.`);
    return [variable, value] as const;
  });
  const login = { PGUSER: decodeURIComponent(username), PGPASSWORD: decodeURIComponent(password), PGDATABASE: decodeURIComponent(pathname.slice(1)) };
  const to = { PGHOST: hostname.replace(/^\[(.*)\]$/, '$1'), PGPORT: port || '5432', ...login };
  const asked = sslmode !== undefined || named.some(([variable]) => variable.startsWith('PGSSL'));
  const mode = uselibpqcompat === 'true' ? sslmode : asked ? modeOf(sslmode) : undefined;
  // pg looks into the system's certificates where none is named; libpq would want a file in the home folder.
  const trust = mode === 'verify-full' ? { PGSSLROOTCERT: inherited['PGSSLROOTCERT'] ?? 'system' } : {};
  return { ...inherited, ...to, ...(mode === undefined ? {} : { PGSSLMODE: mode }), ...trust, ...Object.fromEntries(named) };
}

/** pg takes all modes but these two for `verify-full`; libpq takes each by its word, and the weaker ones verify nothing. */
function modeOf(sslmode: string | undefined): string {
  if (sslmode === 'disable') return 'disable';
  return sslmode === 'no-verify' ? 'require' : 'verify-full';
}
