import { join } from 'node:path';
import { provisionDatabase } from '#libs/database/provision';
import { inheritedEnvironment } from '../../deploy/local/config.ts';
import { freePorts } from '../../deploy/local/preflight.ts';
import { root } from '../../deploy/local/root.ts';
import { RunningService } from '../../deploy/local/service-process.ts';
import { serviceDefinitions } from '../../deploy/local/services.ts';
import { LedgerReader } from './ledger-books.ts';
import type { OwnServers } from './ledger-servers.ts';

/** The service commissions on a database and topics of its own, as one process or several. */
export interface Office {
  readonly topicPrefix: string;
  /** The database as the administrator. */
  readonly databaseUrl: string;
  readonly reader: LedgerReader;
  open(instance: string, env?: Record<string, string>): Promise<RunningService>;
  /** What `npm run ops -- ledger verify` prints; throws where the ledger is not sound. */
  verify(): Promise<string>;
}

export type Ground = Pick<OwnServers, 'processes' | 'databaseUrl' | 'brokers' | 'directory'>;

export async function office(servers: Ground, name: string): Promise<Office> {
  const { processes, brokers, databaseUrl, directory } = servers;
  const definition = serviceDefinitions.find((service) => service.name === 'commissions');
  if (definition === undefined) throw new Error('There is no service commissions.');
  const folder = join(root, 'dist/services/commissions');
  const run = (script: string, env: NodeJS.ProcessEnv): Promise<string> =>
    processes.run(process.execPath, ['--disable-warning=ExperimentalWarning', script], { cwd: root, env: { ...inheritedEnvironment(), ...env } });

  const database = await provisionDatabase({ adminUrl: databaseUrl, name: `${name}_commissions`, ownerPassword: 'owner', runtimePassword: 'runtime' });
  const topics = { KAFKA_BROKERS: brokers, KAFKA_PREFIX: `${name}.` };
  await Promise.all([
    run(join(folder, 'migrate.js'), { MIGRATION_DATABASE_URL: database.ownerUrl, RUNTIME_ROLE: database.runtimeRole }),
    run(join(root, 'deploy/local/declare-topics.ts'), topics),
  ]);
  const nowhere = { PUBLIC_URL: 'http://localhost:3000', JWKS_URL: 'http://localhost:3000/.well-known/jwks.json' };
  // Holds end while everything else goes on.
  const common = { NODE_ENV: 'development', HOST: '127.0.0.1', MANAGEMENT_HOST: '127.0.0.1', SHUTDOWN_TIMEOUT: 'PT6S', DATABASE_URL: database.runtimeUrl, ERASURE_KEY: 'k'.repeat(32), ...topics, ...nowhere, RELEASE_SWEEP: 'PT0.3S' };
  const admin = new URL(databaseUrl);
  admin.pathname = `/${name}_commissions`;
  return {
    topicPrefix: topics.KAFKA_PREFIX,
    databaseUrl: admin.toString(),
    reader: new LedgerReader(admin.toString()),
    open: async (instance, more = {}) => {
      const [port = 0, management = 0] = await freePorts(2);
      const env = { ...inheritedEnvironment(), ...common, PORT: String(port), MANAGEMENT_PORT: String(management), ...more };
      const service = new RunningService({ definition, env, processes, root, directory: join(directory, `${name}-${instance}`), restart: false });
      await service.untilReady();
      return service;
    },
    verify: () => run(join(folder, 'commands/verify-ledger.js'), common),
  };
}
