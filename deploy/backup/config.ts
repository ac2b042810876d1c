import { kafkaConfig } from '../image/config.ts';
import { serviceDefinitions } from '../local/services.ts';

/** The services whose databases hold what nobody else has; the gateway's holds counters that start anew. */
export const services: readonly string[] = serviceDefinitions.filter(({ consumes }) => consumes).map(({ name }) => name);

const env = (): Readonly<Record<string, string | undefined>> => process.env;
const given = (name: string): string | undefined => env()[name]?.trim() || undefined;

/**
 * Whose rights reach every row: a superuser or a role with BYPASSRLS, since row-level security binds the owners too. `ADMIN_DATABASE_URL` with the
 * databases' names as the image `migrate` makes them; `<SERVICE>_ADMIN_DATABASE_URL` where one has a server of its own.
 */
export function databaseUrl(service: string): string {
  const own = given(`${service.toUpperCase()}_ADMIN_DATABASE_URL`);
  if (own !== undefined) return own;
  const admin = given('ADMIN_DATABASE_URL');
  if (admin === undefined) throw new Error(`ADMIN_DATABASE_URL is missing, and ${service.toUpperCase()}_ADMIN_DATABASE_URL too.`);
  const url = new URL(admin);
  url.pathname = `/${databasePrefix()}${service}`;
  return url.toString();
}

export const adminUrl = (): string | undefined => given('ADMIN_DATABASE_URL');
export const databasePrefix = (): string => env()['DATABASE_PREFIX'] ?? 'pms_';

/** Passwords of the two roles of a service's database, by the names that the image `migrate` takes; undefined where roles and databases are made by somebody else. */
export function passwords(service: string): { ownerPassword: string; runtimePassword: string } | undefined {
  const [owner, runtime] = ['OWNER', 'RUNTIME'].map((role) => given(`${service.toUpperCase()}_${role}_PASSWORD`));
  return owner === undefined || runtime === undefined ? undefined : { ownerPassword: owner, runtimePassword: runtime };
}

/** pg_dump or pg_restore of the PATH, or of the folder PG_BIN. */
export const program = (name: string): string => (given('PG_BIN') === undefined ? name : `${given('PG_BIN')}/${name}`);

export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, LD_LIBRARY_PATH, PGSSLMODE, PGSSLROOTCERT } = env();
  return { PATH, HOME, LANG, LD_LIBRARY_PATH, PGSSLMODE, PGSSLROOTCERT };
}

/** How the broker is reached, as the messaging library takes it. */
export function kafkaOptions() {
  const { KAFKA_BROKERS: brokers, KAFKA_PREFIX: topicPrefix, KAFKA_TLS: ssl, KAFKA_SASL_MECHANISM: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = kafkaConfig();
  return { brokers, topicPrefix, ssl, clientId: 'backup', ...(mechanism ? { sasl: { mechanism, username, password } } : {}) };
}
