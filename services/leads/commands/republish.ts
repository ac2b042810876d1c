import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SystemClock } from '#libs/database/clock';
import { dataSourceOptions } from '#libs/database/data-source';
import { Database } from '#libs/database/database';
import { RandomIds } from '#libs/database/ids';
import { Outbox } from '#libs/messaging/outbox';
import { RelaySignal } from '#libs/messaging/relay.signal';
import { processEnvironment } from '#libs/service/config';
import { Config } from '../config.ts';
import { leads } from '../service.ts';
import { Republish } from './republish.service.ts';

/** Appends `*.snapshotted.v1` of every deal, from which a new service or a lost copy can be built; the running service relays them. */
async function republish(): Promise<void> {
  Logger.overrideLogger(false);
  const config = new Config(processEnvironment());
  const dataSource = new DataSource(dataSourceOptions({ url: config.DATABASE_URL, entities: leads.entities, poolSize: 2, applicationName: 'leads-command' }));
  await dataSource.initialize();
  try {
    const options = { service: leads.name, brokers: config.KAFKA_BROKERS };
    const outbox = new Outbox(options, new SystemClock(config.CLOCK_OFFSET), new RandomIds(), new RelaySignal());
    const count = await new Republish(new Database(dataSource), outbox).all();
    process.stdout.write(`Appended ${count} snapshots; the running service sends them.\n`);
  } finally {
    await dataSource.destroy();
  }
}

try {
  await republish();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
