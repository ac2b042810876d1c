/** What `npm test` reads from the environment. */
export const testConfig = () => ({
  /** A superuser's address, and brokers, to use instead of embedded ones. */
  databaseUrl: process.env['TEST_DATABASE_URL'] ?? undefined,
  brokers: process.env['TEST_KAFKA_BROKERS'] ?? undefined,
});

/** The whole environment and more, for checks and Jest. */
export const environmentWith = (more: Record<string, string>): NodeJS.ProcessEnv => ({ ...process.env, ...more });
