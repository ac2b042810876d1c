import { join } from 'node:path';
import { Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';
import { startServers } from '../../tools/test/servers.ts';

/** The servers that `npm test` would start for the specs, where TEST_DATABASE_URL names none. */
export async function serversForStorm(): Promise<{ stop(): Promise<void> }> {
  if (process.env['TEST_DATABASE_URL'] !== undefined) return { stop: () => Promise.resolve() };
  const processes = new Processes({ listFile: join(root, '.local', 'storm-processes.json') });
  const servers = await startServers(processes, (sentence) => process.stdout.write(`${sentence}\n`));
  process.env['TEST_DATABASE_URL'] = servers.databaseUrl;
  process.env['TEST_KAFKA_BROKERS'] = servers.brokers;
  return {
    stop: async () => {
      await processes.stop();
      servers.remove();
    },
  };
}
