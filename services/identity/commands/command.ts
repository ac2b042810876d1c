import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SystemClock } from '#libs/database/clock';
import { dataSourceOptions } from '#libs/database/data-source';
import { Database } from '#libs/database/database';
import { RandomIds } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import { RelaySignal } from '#libs/messaging/relay.signal';
import { processEnvironment, type Environment } from '#libs/service/config';
import { LinkSealer } from '#libs/service/sealed-link';
import { Config } from '../config.ts';
import { MailedLinks } from '../mailed-link/mailed-links.ts';
import { identity } from '../service.ts';
import { KeyVault } from '../signing-key/key-vault.ts';

/** What a command works with: the service's own classes on its database, without HTTP and Kafka. What it appends, the running service relays. */
export function partsOf(config: Config, dataSource: DataSource) {
  const clock = new SystemClock(config.CLOCK_OFFSET);
  const ids = new RandomIds();
  const options = { service: identity.name, brokers: config.KAFKA_BROKERS };
  const outbox = new Outbox(options, clock, ids, new RelaySignal());
  const audit = new Audit(options, clock, outbox);
  const links = new MailedLinks(config, clock, ids, new LinkSealer(config.MAIL_SEAL_PUBLIC_KEY));
  return { config, clock, ids, database: new Database(dataSource), outbox, audit, links, vault: new KeyVault(config.KEY_ENCRYPTION_KEY) };
}

export type Parts = ReturnType<typeof partsOf>;


/**
 * The whole of a command: runs `work` with the service's environment and ends the process with the code that `work` returns. Whatever goes
 * wrong is one sentence on standard error and exit code 1.
 */
export async function command(work: (parts: Parts, args: string[]) => Promise<number>, env: Environment = processEnvironment()): Promise<void> {
  // Standard output is the command's answer, which scripts read.
  Logger.overrideLogger(false);
  let dataSource: DataSource | undefined;
  try {
    const config = new Config(env);
    dataSource = await new DataSource(dataSourceOptions({ url: config.DATABASE_URL, entities: identity.entities, poolSize: 2, applicationName: 'identity-command' })).initialize();
    process.exitCode = await work(partsOf(config, dataSource), process.argv.slice(2));
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
