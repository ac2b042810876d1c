/** Of commands that run with one service's environment. */
export const commandConfig = () => ({ databaseUrl: process.env['DATABASE_URL'] ?? '', OUTBOX_SHARDS: process.env['OUTBOX_SHARDS'] || undefined, CLOCK_OFFSET: process.env['CLOCK_OFFSET'] || undefined });

/** The services whose databases this process's variables name, as LEADS_DATABASE_URL. */
export const servicesByVariables = (names: readonly string[]): string[] => names.filter((name) => process.env[`${prefixOf(name)}DATABASE_URL`]);

/** A service's environment by this process's variables: LEADS_KAFKA_USERNAME stands before KAFKA_USERNAME. Undefined where its database is not named. */
export function environmentByVariables(name: string): NodeJS.ProcessEnv | undefined {
  if (servicesByVariables([name]).length === 0) return undefined;
  const own = Object.entries(process.env).filter(([variable]) => variable.startsWith(prefixOf(name)));
  return { ...process.env, ...Object.fromEntries(own.map(([variable, value]) => [variable.slice(prefixOf(name).length), value])) };
}

const prefixOf = (name: string): string => `${name.toUpperCase().replaceAll('-', '_')}_`;

/** The service whose image this is part of, whose container has its environment; undefined in a clone, where `npm start` describes its stack. */
export const ownService = (): { name: string; env: NodeJS.ProcessEnv } | undefined => {
  const name = process.env['IMAGE_SERVICE'];
  return name && name !== 'migrate' ? { name, env: process.env } : undefined;
};
