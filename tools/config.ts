/** Of commands that run with one service's environment. */
export const commandConfig = () => ({ databaseUrl: process.env['DATABASE_URL'] ?? '' });
