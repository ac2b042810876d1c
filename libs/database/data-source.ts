import type { DataSourceOptions, MigrationInterface } from 'typeorm';
import { SnakeCaseNaming } from './naming.strategy.ts';
import { TypeOrmLogger } from './typeorm.logger.ts';

export type EntityClass = abstract new (...args: never[]) => object;
export type MigrationClass = new () => MigrationInterface;

export interface DataSourceSettings {
  /** The runtime role's address; migrations use the owner's, through `runMigrations`. */
  readonly url: string;
  readonly entities: readonly EntityClass[];
  readonly migrations?: readonly MigrationClass[];
  /** Connections at most; default 10. */
  readonly poolSize?: number;
  readonly applicationName?: string;
  /** Milliseconds; 0 switches one off. The defaults keep one bad statement or a forgotten transaction from holding the others up. */
  readonly timeouts?: {
    readonly connect?: number;
    readonly statement?: number;
    readonly lock?: number;
    readonly idleInTransaction?: number;
  };
}

/**
 * Options of the one data source of a service. The timeouts are sent when a connection opens, so they cost no round trip.
 *
 *     TypeOrmModule.forRoot(dataSourceOptions({ url: config.DATABASE_URL, entities: [Application] }))
 */
export function dataSourceOptions(settings: DataSourceSettings): DataSourceOptions {
  const { connect = 5_000, statement = 30_000, lock = 10_000, idleInTransaction = 30_000 } = settings.timeouts ?? {};
  return {
    type: 'postgres',
    url: settings.url,
    entities: [...settings.entities],
    migrations: [...(settings.migrations ?? [])],
    migrationsTableName: 'migration',
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logger: new TypeOrmLogger(),
    poolSize: settings.poolSize ?? 10,
    connectTimeoutMS: connect,
    ...(settings.applicationName === undefined ? {} : { applicationName: settings.applicationName }),
    extra: {
      statement_timeout: statement,
      lock_timeout: lock,
      idle_in_transaction_session_timeout: idleInTransaction,
      keepAlive: true,
      // Not pg-pool's ten seconds: a new session reads and plans every statement anew.
      idleTimeoutMillis: 60_000,
    },
  };
}
