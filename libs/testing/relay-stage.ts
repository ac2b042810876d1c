import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { Pool } from 'pg';
import type { KafkaClient } from '#libs/messaging/kafka.client';
import type { RelayOptions } from '#libs/messaging/messaging.options';
import { Relay } from '#libs/messaging/relay';
import { RelaySignal } from '#libs/messaging/relay.signal';
import type { ReadPage } from '#libs/messaging/relay.window';
import { messagingDatabase } from './messaging-app.ts';
import { testBrokers } from './start-service.ts';
import type { TestDatabase } from './test-database.ts';

/** An event as the topic has it. */
export interface Sent {
  readonly id: string;
  readonly subject: string;
  readonly sequence: number;
}

/** For the specs of the relay, at the top of a file: a database with an outbox, 64 connections that write to it, and relays that stop with their test. */
export function relayStage() {
  let db: TestDatabase;
  let writers: Pool;
  const relays: Relay[] = [];
  beforeAll(async () => {
    db = await messagingDatabase();
    writers = new Pool({ connectionString: db.url, max: 64 });
  });
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  });
  afterAll(async () => {
    await writers.end();
    await db.drop();
  });
  return {
    get db(): TestDatabase {
      return db;
    },
    get writers(): Pool {
      return writers;
    },
    relayOf(client: KafkaClient, read: ReadPage, options: RelayOptions = {}, signal = new RelaySignal()): Relay {
      const relay = new Relay({ service: 'spec', brokers: testBrokers(), relay: { batchSize: 100, ...options } }, db.dataSource, client, signal, read);
      relays.push(relay);
      return relay;
    },
  };
}
