import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SystemClock } from '#libs/database/clock';
import { dataSourceOptions } from '#libs/database/data-source';
import { Database } from '#libs/database/database';
import { RandomIds } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import { RelaySignal } from '#libs/messaging/relay.signal';
import { Snapshots } from '#libs/messaging/snapshots';
import type { BaseConfig } from './config.base.ts';
import { processEnvironment } from './config.ts';
import type { ServiceDefinition } from './service.ts';

/** What a command works with: a service's database and outbox, without HTTP and Kafka. What it appends, the running service relays. */
export function commandParts<C extends BaseConfig>(service: ServiceDefinition<C>, config: C, dataSource: DataSource) {
  const clock = new SystemClock(config.CLOCK_OFFSET);
  const ids = new RandomIds();
  const options = { service: service.name, brokers: config.KAFKA_BROKERS, relay: { shards: config.OUTBOX_SHARDS } };
  const outbox = new Outbox(options, clock, ids, new RelaySignal());
  const database = new Database(dataSource);
  return { config, clock, ids, database, outbox, audit: new Audit(options, clock, outbox), snapshots: new Snapshots(database, outbox, service.name) };
}

export type CommandParts<C extends BaseConfig = BaseConfig> = ReturnType<typeof commandParts<C>>;

/**
 * The whole of a command: runs `work` with the service's environment and ends the process with the code that `work` returns. Whatever goes wrong is one
 * sentence on standard error and exit code 1, or 64 (`WrongUsage`) where the line itself is wrong. A whole ledger or audit trail takes longer to read than a request may, so statements have no time limit.
 *
 * @example await command(applications, async ({ snapshots }) => { say(…); return 0; });
 */
export async function command<C extends BaseConfig>(service: ServiceDefinition<C>, work: (parts: CommandParts<C>, args: string[]) => Promise<number>): Promise<void> {
  // Standard output is the command's answer, which scripts read.
  Logger.overrideLogger(false);
  let dataSource: DataSource | undefined;
  try {
    const config = new service.config(processEnvironment());
    const { name, entities } = service;
    dataSource = await new DataSource(dataSourceOptions({ url: config.DATABASE_URL, entities, poolSize: 2, applicationName: `${name}-command`, timeouts: { statement: 0 } })).initialize();
    process.exitCode = await work(commandParts(service, config, dataSource), process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof WrongUsage ? 64 : 1;
  } finally {
    await dataSource?.destroy();
  }
}

/** The command was asked wrongly; the message says how to ask. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** Takes `--json` out of the arguments: `answer` prints one line of JSON where it was there, else the sentences. */
export function answering(service: ServiceDefinition, args: readonly string[]): { args: string[]; answer: (json: object, ...sentences: string[]) => void } {
  const asJson = args.includes('--json');
  const answer = (json: object, ...sentences: string[]) => say(asJson ? JSON.stringify({ service: service.name, ...json }) : sentences.join('\n'));
  return { args: args.filter((argument) => argument !== '--json'), answer };
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The whole of a service's `commands/republish.ts`: tells again what `tell` names, from which a new service or a lost copy can be built. */
export function republish(service: ServiceDefinition, tell: (snapshots: Snapshots) => Promise<number>): Promise<void> {
  return command(service, async ({ snapshots }, given) => {
    const { args, answer } = answering(service, given);
    if (args.length > 0) throw new WrongUsage('Usage: ops republish [--service=<name>] [--json]');
    const appended = await tell(snapshots);
    answer({ appended }, `Appended ${appended} snapshots; the running service sends them.`);
    return 0;
  });
}
