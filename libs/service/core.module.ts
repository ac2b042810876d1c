import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, SystemClock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Sweeper } from '#libs/database/due';
import { Idempotency } from '#libs/database/idempotency';
import { Ids, RandomIds } from '#libs/database/ids';
import { authProviders } from './auth/auth.providers.ts';
import { BaseConfig } from './config.base.ts';
import { Health } from './health.ts';
import { Metrics } from './metrics.ts';
import type { ServiceDefinition } from './service.ts';
import { Shutdown } from './shutdown.ts';

export interface CoreParts {
  config: BaseConfig;
  metrics: Metrics;
  health: Health;
  shutdown: Shutdown;
  dataSource: DataSource | undefined;
  overrides: readonly Provider[];
}

/** What every service finds injected: configuration, clock, ids, database, sweeps, metrics, health, and the guard. */
@Module({})
export class CoreModule {
  static for(service: ServiceDefinition, parts: CoreParts): DynamicModule {
    const providers = overridden([...always(service, parts), ...database(parts.dataSource), ...authProviders], parts.overrides);
    return { module: CoreModule, global: true, providers, exports: providers.map(tokenOf).filter((token) => typeof token !== 'string') };
  }
}

function always(service: ServiceDefinition, { config, metrics, health, shutdown }: CoreParts): Provider[] {
  return [
    { provide: service.config, useValue: config },
    { provide: BaseConfig, useValue: config },
    { provide: Metrics, useValue: metrics },
    { provide: Health, useValue: health },
    { provide: Shutdown, useValue: shutdown },
    { provide: Clock, useFactory: () => new SystemClock(config.CLOCK_OFFSET) },
    { provide: Ids, useClass: RandomIds },
  ];
}

function database(dataSource: DataSource | undefined): Provider[] {
  if (!dataSource) return [];
  return [{ provide: DataSource, useValue: dataSource }, Database, Idempotency, Sweeper];
}

function tokenOf(provider: Provider) {
  return typeof provider === 'function' ? provider : provider.provide;
}

/** A spec's clock instead of the machine's: same token, other value. */
function overridden(providers: readonly Provider[], overrides: readonly Provider[]): Provider[] {
  const replaced = new Set(overrides.map(tokenOf));
  return [...providers.filter((provider) => !replaced.has(tokenOf(provider))), ...overrides];
}
