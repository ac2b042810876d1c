/** Of commands that run with one service's environment. */
export const commandConfig = () => ({ databaseUrl: process.env['DATABASE_URL'] ?? '' });

/** The service whose image this is part of, whose container has its environment; undefined in a clone, where `npm start` describes its stack. */
export const ownService = (): { name: string; env: NodeJS.ProcessEnv } | undefined => {
  const name = process.env['IMAGE_SERVICE'];
  return name ? { name, env: process.env } : undefined;
};
