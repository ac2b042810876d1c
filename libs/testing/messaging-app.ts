import { randomBytes } from 'node:crypto';
import { Module, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { z } from 'zod';
import { defineTopic } from '#libs/contracts/topic';
import { Clock, SystemClock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { grant } from '#libs/database/migrations';
import { Ids, RandomIds } from '#libs/database/ids';
import { KafkaClient } from '#libs/messaging/kafka.client';
import { KafkaStrategy } from '#libs/messaging/kafka.strategy';
import { Erasure1700000000003 } from '#libs/messaging/erasure.migration';
import { Messaging1700000000001 } from '#libs/messaging/messaging.migration';
import { MessagingModule } from '#libs/messaging/messaging.module';
import type { MessagingOptions } from '#libs/messaging/messaging.options';
import { createTopics } from '#libs/messaging/topics.create';
import { testBrokers } from './start-service.ts';
import { testDatabase, type TestDatabase } from './test-database.ts';

/** The topic that the library's own specs send on. */
export const things = defineTopic({
  name: 'things',
  owner: 'spec',
  key: 'thing id',
  description: 'For the specs of libs/messaging.',
  events: {
    'thing.made.v1': { summary: 'A thing was made.', data: z.object({ number: z.int(), note: z.string().max(1000).optional() }) },
    'thing.broken.v1': { summary: 'A thing broke.', data: z.object({ why: z.string().max(100) }) },
  },
});

class Effects1700000100009 implements MigrationInterface {
  readonly name = 'Effects1700000100009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE effect (at bigint GENERATED ALWAYS AS IDENTITY, event_id text NOT NULL, subject text NOT NULL, number int NOT NULL, who text)');
    await grant(runner, 'effect', 'SELECT, INSERT');
  }

  async down(): Promise<void> {}
}

/** What `messagingApp` runs on: a database with outbox, inbox and a table `effect` for handlers to write to. */
export async function messagingDatabase(): Promise<TestDatabase> {
  return testDatabase({ name: 'messaging', entities: [], migrations: [Foundation1700000000000, Messaging1700000000001, Erasure1700000000003, Effects1700000100009] });
}

/** Creates `things` and `audit` under a fresh prefix, and returns the client that knows it. */
export async function messagingTopics(partitions = 6): Promise<{ client: KafkaClient; prefix: string }> {
  const prefix = `m${randomBytes(4).toString('hex')}.`;
  const client = new KafkaClient({ brokers: testBrokers(), topicPrefix: prefix });
  const admin = client.admin();
  await admin.connect();
  try {
    await createTopics(admin, [things.name, 'audit'].map((topic) => ({ topic: client.prefixed(topic), numPartitions: partitions, replicationFactor: 1 })));
  } finally {
    await admin.disconnect();
  }
  return { client, prefix };
}

export interface MessagingAppSettings {
  readonly prefix: string;
  readonly dataSource: DataSource;
  readonly controllers?: readonly Type[];
  readonly options?: Partial<MessagingOptions>;
  readonly providers?: readonly Provider[];
}

/** An application that consists of libs/messaging and some handlers; close it in `afterAll` or sooner. */
export async function messagingApp({ prefix, dataSource, controllers = [], options = {}, providers = [] }: MessagingAppSettings): Promise<NestFastifyApplication> {
  const ground: Provider[] = [
    { provide: DataSource, useValue: dataSource },
    { provide: Database, useValue: new Database(dataSource) },
    { provide: Clock, useValue: new SystemClock() },
    { provide: Ids, useValue: new RandomIds() },
    ...providers,
  ];
  class Ground {}
  Module({ providers: ground, exports: [DataSource, Database, Clock, Ids, ...providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide))] })(Ground);
  class Root {}
  const messaging = MessagingModule.forRoot({ service: 'spec', brokers: testBrokers(), topicPrefix: prefix, erasureKeys: ['the key of the specs'], ...options });
  Module({ imports: [{ module: Ground, global: true }, messaging], controllers: [...controllers] })(Root);
  const app = await NestFactory.create<NestFastifyApplication>(Root, new FastifyAdapter(), { logger: ['error', 'fatal'] });
  app.connectMicroservice<MicroserviceOptions>({ strategy: app.get(KafkaStrategy) });
  await app.startAllMicroservices();
  await app.init();
  return app;
}
