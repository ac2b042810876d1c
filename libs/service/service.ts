import type { Type } from '@nestjs/common';
import type { EntityClass, MigrationClass } from '#libs/database/data-source';
import type { BaseConfig } from './config.base.ts';
import type { Environment } from './config.ts';

/** What a service is made of; everything else follows from it. */
export interface ServiceDefinition<C extends BaseConfig = BaseConfig> {
  /** Lower case; consumer group, event source, metric label, prefix of parked events' ids. */
  readonly name: string;
  /** One sentence for its OpenAPI document. */
  readonly description: string;
  /** The class made by `defineConfig`. */
  readonly config: new (environment: Environment) => C;
  /** Listed one by one, no globs. */
  readonly entities: readonly EntityClass[];
  /** In order; the foundation's and messaging's first. Run by `migrate`, never on start. */
  readonly migrations: readonly MigrationClass[];
  /** The Nest module with the service's controllers and providers. */
  readonly module: Type;
  /** false for a service without a database; true by default. */
  readonly database: boolean;
  /** Most of it goes on while its database is away: then that is told, but no reason to take the process out of service. */
  readonly outlivesDatabase: boolean;
  /** `relay+consume` sends its outbox and handles events, `none` neither; a live tail needs `none`. */
  readonly kafka: 'none' | 'relay+consume';
  /** Paths outside of `/api` besides `/internal` and `/.well-known`, as Nest patterns: pages of the gateway. */
  readonly outsideApi: readonly string[];
  /** Keep `request.rawBody`, for a proxy that passes bodies on unchanged. */
  readonly keepRawBody: boolean;
  /** Visitors' requests arrive here first: what they say of traces is not simply believed. */
  readonly outermost: boolean;
}

type Optional = 'database' | 'kafka' | 'entities' | 'migrations' | 'outsideApi' | 'keepRawBody' | 'outermost' | 'outlivesDatabase';

/**
 * Describes a service once; `bootstrap`, `migrate`, `createApp`, tests and tools all take the description.
 * @example export const applications = defineService({ name: 'applications', description: '…', config: Config, entities, migrations, module: ApplicationsModule });
 */
export function defineService<C extends BaseConfig>(
  definition: Omit<ServiceDefinition<C>, Optional> & Partial<Pick<ServiceDefinition<C>, Optional>>,
): ServiceDefinition<C> {
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(definition.name)) throw new Error(`"${definition.name}" is no name for a service.`);
  const { database = true, kafka = database ? 'relay+consume' : 'none', entities = [], migrations = [] } = definition;
  const { outsideApi = [], keepRawBody = false, outermost = false, outlivesDatabase = false } = definition;
  if (kafka !== 'none' && !database) throw new Error(`${definition.name}: outbox and inbox are tables, so Kafka needs a database.`);
  return { ...definition, database, kafka, entities, migrations, outsideApi, keepRawBody, outermost, outlivesDatabase };
}
