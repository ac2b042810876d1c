// Servers that somebody else runs, looked at before anything is started: one sentence now instead of a stack trace of a service later.
import { Client } from 'pg';
import { answersAsKafka } from './kafka.ts';
import { codeOf, StartError } from './start-error.ts';

const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host cannot be looked up',
  ETIMEDOUT: 'it does not answer',
  '28P01': 'the password is wrong',
  '28000': 'it lets this role not in',
  '3D000': 'it has no such database',
  '53300': 'it has no connection left',
};

/** Throws a `StartError` unless the PostgreSQL is reachable, of a version we know, and lets this role make databases and roles. */
export async function checkDatabase(url: string): Promise<void> {
  const problem = await look(url).catch((error: unknown) => `${meanings[codeOf(error) ?? ''] ?? 'it cannot be reached'} (${codeOf(error) ?? String(error)})`);
  if (problem !== undefined) throw new StartError(`The PostgreSQL of DATABASE_URL cannot be used, ${problem}: correct the address, or unset it to use the embedded one.`);
}

async function look(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await problemOf(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function problemOf(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ version: number; role: string; may: boolean }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version, rolname AS role, rolsuper OR (rolcreatedb AND rolcreaterole) AS may FROM pg_roles WHERE rolname = current_user`,
  );
  const [found] = rows;
  if (!found) return 'its role is not in pg_roles';
  const { version, role, may } = found;
  if (version < 15 || version > 18) return `it is version ${version} and must be 15 to 18`;
  return may ? undefined : `its role "${role}" may not make databases and roles (ALTER ROLE "${role}" CREATEDB CREATEROLE)`;
}

/** Throws a `StartError` unless one of the brokers answers as a Kafka. */
export async function checkBrokers(brokers: string): Promise<void> {
  const answers = await Promise.all(
    brokers.split(',').map((broker) => {
      const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(broker) ?? [];
      return answersAsKafka(Number(port), host).catch(() => false);
    }),
  );
  if (answers.includes(true)) return;
  throw new StartError(`No Kafka answers at KAFKA_BROKERS (${brokers}): start it, correct the addresses (host:port,host:port), or unset it to use the embedded one.`);
}
