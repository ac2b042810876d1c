import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Provider } from '@nestjs/common';
import { Clock } from '#libs/database/clock';
import { Ids } from '#libs/database/ids';
import { declareTopics } from '#libs/messaging/topics';
import { createApp, type RunningApp } from '#libs/service/create-app';
import type { ServiceDefinition } from '#libs/service/service';
import { HttpClient } from './http-client.ts';
import { testDatabase, type TestDatabase } from './test-database.ts';
import { testTokens } from './test-tokens.ts';

export interface StartOptions {
  clock?: Clock;
  ids?: Ids;
  /** Variables of the service beyond, or instead of, those that are filled in. */
  env?: Record<string, string>;
  /** More providers of the core module to replace, by token. */
  overrides?: readonly Provider[];
  /** A database made before, so that several services or restarts share it; it is then not dropped at the end. */
  database?: TestDatabase;
  /** Put before topics and groups; services that are to hear each other share one. Default: a fresh one. */
  kafkaPrefix?: string;
}

export interface StartedService {
  readonly running: RunningApp;
  /** Without credentials; `client.as('admin')` has some. */
  readonly client: HttpClient;
  readonly url: string;
  readonly managementUrl: string;
  /** Throws for a service without one. */
  readonly database: TestDatabase;
  readonly kafkaPrefix: string;
  /** Every log line so far, parsed. */
  logs(): Record<string, unknown>[];
  /** The log as text, for asserting what must not be in it. */
  logText(): string;
  stop(): Promise<void>;
}

const topicsFile = fileURLToPath(new URL('../../deploy/kafka/topics.yaml', import.meta.url));
const declared = new Map<string, Promise<unknown>>();

/** A fresh prefix with the topics of deploy/kafka/topics.yaml declared under it; for several services in one spec. */
export async function testTopics(prefix = `t${randomBytes(4).toString('hex')}.`): Promise<string> {
  const declaring = declared.get(prefix) ?? declareTopics({ brokers: testBrokers(), prefix, file: topicsFile });
  declared.set(prefix, declaring);
  await declaring;
  return prefix;
}

/** TEST_KAFKA_BROKERS; `npm test` sets it. */
export function testBrokers(): string[] {
  const brokers = process.env.TEST_KAFKA_BROKERS;
  if (!brokers) throw new Error('TEST_KAFKA_BROKERS is not set: run `npm test`, or point it at a broker.');
  return brokers.split(',');
}

/**
 * Starts a service in this process on free ports, against a database of its own and the real broker under a prefix of its own,
 * with its guards on. Stop it in `afterAll`.
 * @example const service = await startService(applications, { clock: new FixedClock() });
 */
export async function startService(service: ServiceDefinition, options: StartOptions = {}): Promise<StartedService> {
  const database = service.database ? (options.database ?? (await testDatabase(service))) : undefined;
  if (options.clock) await database?.query(anyEnd);
  const needsKafka = service.kafka !== 'none' || options.kafkaPrefix !== undefined;
  const kafkaPrefix = needsKafka ? await testTopics(options.kafkaPrefix) : '';
  const lines: string[] = [];
  const running = await createApp(service, {
    env: { ...environment(database, kafkaPrefix), ...options.env },
    overrides: overridesOf(options),
    logs: { write: (line) => void lines.push(line) },
  });
  return {
    running,
    client: new HttpClient(running.url),
    url: running.url,
    managementUrl: running.managementUrl,
    get database() {
      if (!database) throw new Error(`${service.name} has no database.`);
      return database;
    },
    kafkaPrefix,
    logs: () => lines.map(parsed),
    logText: () => lines.join(''),
    stop: async () => {
      await running.close();
      if (!options.database) await database?.drop();
    },
  };
}

/** What ends now by the spec's clock has ended long ago, or will in years, by the database's: the trigger `no_end_in_the_past` would mind. A spec about it enables it again. */
const anyEnd = `DO $$ DECLARE published regclass; BEGIN
  FOR published IN SELECT tgrelid FROM pg_trigger WHERE tgname = 'no_end_in_the_past' AND tgenabled <> 'D' LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER no_end_in_the_past', published);
  END LOOP;
END $$`;

function environment(database: TestDatabase | undefined, kafkaPrefix: string): Record<string, string> {
  return {
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    MANAGEMENT_PORT: '0',
    PUBLIC_URL: 'http://localhost:3000',
    DATABASE_URL: database?.url ?? 'postgres://nobody@127.0.0.1:1/none',
    DATABASE_POOL_SIZE: '20',
    KAFKA_BROKERS: process.env.TEST_KAFKA_BROKERS ?? '127.0.0.1:1',
    KAFKA_PREFIX: kafkaPrefix,
    ERASURE_KEY: 'a-secret-of-at-least-thirty-two-characters',
    ...testTokens().env,
  };
}

function overridesOf({ clock, ids, overrides = [] }: StartOptions): Provider[] {
  return [...overrides, ...(clock ? [{ provide: Clock, useValue: clock }] : []), ...(ids ? [{ provide: Ids, useValue: ids }] : [])];
}

function parsed(line: string): Record<string, unknown> {
  const value: Record<string, unknown> = JSON.parse(line);
  return value;
}
