import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '#libs/contracts/events/all';
import { missingMigrations } from '#libs/database/migrations';
import { consumedBy } from '#libs/messaging/consumes';
import { ErasureModule } from '#libs/messaging/erasure.consumer';
import { missingTopics } from '#libs/messaging/topics';
import { controllersOf } from './auth/routes.ts';
import { processEnvironment, type Environment } from './config.ts';
import { kafkaOptions } from './messaging.ts';
import { prototypeOf } from './metadata.ts';
import type { ServiceDefinition } from './service.ts';

interface Patience {
  readonly pauseMs?: number;
  readonly say?: (line: string) => void;
}

/**
 * Waits until the database has every migration of this build and the broker every topic of this service: for installations that bring
 * database and broker along, where nothing runs before everything else. Whoever started it decides how long that may take.
 */
export async function waitForOthers(service: ServiceDefinition, env: Environment = processEnvironment(), { pauseMs = 1_000, say = print }: Patience = {}): Promise<void> {
  let said = '';
  for (;;) {
    const missing = await missingFor(service, env);
    if (missing === undefined) return say(`${service.name}: schema and topics are there`);
    if (missing !== said) say(`${service.name}: waiting for ${missing}`);
    said = missing;
    await pause(pauseMs);
  }
}

async function missingFor(service: ServiceDefinition, env: Environment): Promise<string | undefined> {
  const config = new service.config(env);
  try {
    const migrations = await missingMigrations(config.DATABASE_URL, service.migrations);
    if (migrations.length > 0) return `${migrations.length} migrations`;
  } catch (error) {
    return `the database (${reason(error)})`;
  }
  const needed = topicsOf(service);
  if (needed.length === 0) return undefined;
  try {
    const { topicPrefix, ...options } = kafkaOptions(service.name, config);
    const absent = await missingTopics({ ...options, prefix: topicPrefix ?? '' }, needed);
    return absent.length > 0 ? `the topics ${absent.join(', ')}` : undefined;
  } catch (error) {
    return `the broker (${reason(error)})`;
  }
}

/** Those that it writes and those of which it handles events. */
export function topicsOf(service: ServiceDefinition): string[] {
  return [...new Set([...readBy(service), ...writtenBy(service)])].toSorted();
}

/** Topics of which it handles events. */
export function readBy(service: ServiceDefinition): string[] {
  if (service.kafka === 'none') return [];
  const controllers = [service.module, ErasureModule].flatMap(controllersOf);
  const methods = controllers.flatMap((controller) => Object.values(Object.getOwnPropertyDescriptors(prototypeOf(controller))).map(({ value }): unknown => value));
  const read = methods.flatMap((method) => (typeof method === 'function' ? consumedBy(method).map(({ topic }) => topic.name) : []));
  return [...new Set(read)].toSorted();
}

/** Topics to which its outbox goes. */
export function writtenBy(service: ServiceDefinition): string[] {
  if (service.kafka === 'none') return [];
  return topics.filter(({ owner }) => owner === service.name || owner === 'every service').map(({ name }) => name).toSorted();
}

const reason = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error));

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
