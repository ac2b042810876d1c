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
import { commissions } from '../service.ts';

export interface Parts {
  readonly database: Database;
  readonly outbox: Outbox;
}

/**
 * The whole of a command: runs `work` on the service's database, without HTTP and Kafka, and ends the process with the code that it returns. Whatever goes wrong
 * is one sentence on standard error and exit code 1. A whole ledger may take longer than a request, so statements have no time limit.
 */
export async function command(work: (parts: Parts) => Promise<number>): Promise<void> {
  // Standard output is the command's answer, which scripts read.
  Logger.overrideLogger(false);
  let dataSource: DataSource | undefined;
  try {
    const config = new Config(processEnvironment());
    const { entities, name } = commissions;
    dataSource = await new DataSource(dataSourceOptions({ url: config.DATABASE_URL, entities, poolSize: 2, applicationName: `${name}-command`, timeouts: { statement: 0 } })).initialize();
    const options = { service: name, brokers: config.KAFKA_BROKERS };
    process.exitCode = await work({ database: new Database(dataSource), outbox: new Outbox(options, new SystemClock(config.CLOCK_OFFSET), new RandomIds(), new RelaySignal()) });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    await dataSource?.destroy();
  }
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
