import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { SystemClock } from '#libs/database/clock';
import { dataSourceOptions } from '#libs/database/data-source';
import { Database } from '#libs/database/database';
import { isInfrastructureFailure } from '#libs/database/failures';
import { baseShape } from '#libs/service/config.base';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { commandConfig } from '../config.ts';
import { exitCodes, UsageError, usageOf } from './usage.ts';

/** What a command has of the one service in whose environment it runs. */
export interface Here {
  readonly service: string;
  readonly database: Database;
  readonly clock: SystemClock;
  /** Of the service's outbox: what is appended for another number than the service relays would wait for ever. */
  readonly shards: number;
  /** What the person wrote after the service's name. */
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  /** The answer: one line of JSON where `--json` was given, else the text. */
  readonly answer: (json: object, text: () => readonly string[]) => void;
}

const settings = z.object({ OUTBOX_SHARDS: baseShape.OUTBOX_SHARDS, CLOCK_OFFSET: baseShape.CLOCK_OFFSET });

/** Runs `work` on the database of DATABASE_URL; the first argument is the service's name. Whatever goes wrong is one sentence on standard error. */
export async function onOneService(command: string, options: ParseArgsOptionsConfig, work: (here: Here) => Promise<number>): Promise<void> {
  Logger.overrideLogger(false);
  const [service = '', ...args] = process.argv.slice(2);
  let dataSource: DataSource | undefined;
  try {
    const { positionals, values } = parsed(command, args, options);
    const { databaseUrl, ...given } = commandConfig();
    if (databaseUrl === '') throw new Error('DATABASE_URL is missing');
    const { error, data } = settings.safeParse(given);
    if (error) throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
    dataSource = await new DataSource(dataSourceOptions({ url: databaseUrl, entities: [], poolSize: 2, applicationName: `${service} ops`, timeouts: { statement: 0 } })).initialize();
    const answer: Here['answer'] = (json, text) => console.log(values['json'] === true ? JSON.stringify({ service, ...json }) : text().join('\n'));
    const parts = { database: new Database(dataSource), clock: new SystemClock(data.CLOCK_OFFSET), shards: data.OUTBOX_SHARDS };
    process.exitCode = await work({ service, ...parts, words: positionals, flags: values, answer });
  } catch (error) {
    console.error(error instanceof UsageError ? error.message : `${service}: ${sentence(error)}`);
    process.exitCode = error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
  } finally {
    if (dataSource?.isInitialized) await dataSource.destroy();
  }
}

function parsed(command: string, args: string[], options: ParseArgsOptionsConfig) {
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { ...options, json: { type: 'boolean' } } });
    return { positionals, values: values as Readonly<Record<string, string | boolean | undefined>> };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split('.')[0] : String(error)}.\n${usageOf(command)}`);
  }
}

function sentence(error: unknown): string {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  return isInfrastructureFailure(error) ? `the database cannot be reached: ${reason}` : reason;
}

/** A number of a flag, such as `--max-lag=1000`; undefined where it was not given. */
export function numberIn({ flags }: Here, name: string, command: string): number | undefined {
  const given = flags[name];
  if (given === undefined) return undefined;
  const number = Number(given);
  if (!Number.isFinite(number) || number < 0 || given === '') throw new UsageError(`--${name} is "${given}", which is no number.\n${usageOf(command)}`);
  return number;
}

/** Columns of text, the numbers among them aligned to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => String(row[at] ?? '').length)));
  const cell = (value: string | number, at: number) => (typeof value === 'number' ? String(value).padStart(widths[at] ?? 0) : value.padEnd(widths[at] ?? 0));
  const titles = head.map((title, at) => (typeof rows[0]?.[at] === 'number' ? title.padStart(widths[at] ?? 0) : title.padEnd(widths[at] ?? 0)));
  return [titles, ...rows.map((row) => row.map(cell))].map((cells) => `  ${cells.join('  ')}`.trimEnd());
}
