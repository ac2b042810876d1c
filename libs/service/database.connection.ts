import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '#libs/database/data-source';
import { isInfrastructureFailure } from '#libs/database/failures';
import type { BaseConfig } from './config.base.ts';
import type { Health, HealthCheck } from './health.ts';
import type { Metrics } from './metrics.ts';
import type { ServiceDefinition } from './service.ts';

/** Not connected yet. */
export function dataSourceOf(service: ServiceDefinition, config: BaseConfig): DataSource {
  return new DataSource(
    dataSourceOptions({ url: config.DATABASE_URL, entities: service.entities, poolSize: config.DATABASE_POOL_SIZE, applicationName: service.name }),
  );
}

/**
 * The service's data source, connected. Where the database is not there yet it is tried again for as long as `signal` lets it:
 * order of starting is nobody's duty. A wrong password or a missing database end the start at once.
 */
export async function connectDatabase(service: ServiceDefinition, config: BaseConfig, health: Health, metrics: Metrics, signal?: AbortSignal): Promise<DataSource> {
  const logger = new Logger('Database');
  const dataSource = dataSourceOf(service, config);
  const check: HealthCheck = async () => {
    if (!dataSource.isInitialized) throw new Error('not connected yet');
    await dataSource.query('SELECT 1').catch((error: unknown) => {
      throw new Error(isInfrastructureFailure(error) ? 'not reachable' : 'refuses queries');
    });
  };
  if (service.outlivesDatabase) health.addForStart('database', check);
  else health.add('database', check);
  for (let delay = 100; !dataSource.isInitialized; delay = Math.min(delay * 2, 2000)) {
    try {
      await dataSource.initialize();
    } catch (error) {
      if (!isInfrastructureFailure(error)) throw error;
      logger.warn({ message: 'The database cannot be reached, trying again', err: error });
      await pause(delay, undefined, signal ? { signal } : {});
    }
  }
  observePool(dataSource, metrics);
  return dataSource;
}

interface Pool {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

function observePool({ driver }: DataSource, metrics: Metrics): void {
  if (!('master' in driver) || !isPool(driver.master)) return;
  const pool = driver.master;
  metrics.gauge('database_pool_connections', 'Open connections', () => pool.totalCount);
  metrics.gauge('database_pool_idle', 'Open connections that nobody uses', () => pool.idleCount);
  metrics.gauge('database_pool_waiting', 'Transactions that wait for a connection', () => pool.waitingCount);
}

function isPool(value: unknown): value is Pool {
  return typeof value === 'object' && value !== null && 'totalCount' in value && 'idleCount' in value && 'waitingCount' in value;
}
