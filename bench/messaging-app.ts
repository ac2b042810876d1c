import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { defineTopic, type EventOf } from '#libs/contracts/topic';
import { Clock, SystemClock } from '#libs/database/clock';
import { dataSourceOptions } from '#libs/database/data-source';
import { Database } from '#libs/database/database';
import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { grant, runMigrations } from '#libs/database/migrations';
import { Ids, RandomIds } from '#libs/database/ids';
import { provisionDatabase } from '#libs/database/provision';
import { Consumes } from '#libs/messaging/consumes';
import { KafkaClient } from '#libs/messaging/kafka.client';
import { KafkaStrategy } from '#libs/messaging/kafka.strategy';
import { Erasure1700000000003 } from '#libs/messaging/erasure.migration';
import { Messaging1700000000001 } from '#libs/messaging/messaging.migration';
import { MessagingModule } from '#libs/messaging/messaging.module';
import type { MessagingOptions } from '#libs/messaging/messaging.options';
import { Outbox } from '#libs/messaging/outbox';
import { createTopics } from '#libs/messaging/topics.create';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Surroundings } from './surroundings.ts';

/** An event of the size that the services' own have: about 500 bytes of data. */
export const things = defineTopic({
  name: 'things',
  owner: 'bench',
  key: 'thing id',
  description: 'What the messaging benchmarks send.',
  events: { 'thing.happened.v1': { summary: 'Something happened.', data: z.object({ committedAt: z.number(), note: z.string() }) } },
});
export const note = 'x'.repeat(430);

class BenchTables1000000000000 implements MigrationInterface {
  name = 'BenchTables1000000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE thing (id uuid PRIMARY KEY, note text NOT NULL, count integer NOT NULL DEFAULT 0)');
    await grant(runner, 'thing', 'SELECT, INSERT, UPDATE');
    await runner.query('CREATE TABLE thing_history (id uuid PRIMARY KEY, thing_id uuid NOT NULL, note text NOT NULL, at timestamptz NOT NULL)');
    await grant(runner, 'thing_history', 'INSERT');
  }
  async down(): Promise<void> {}
}

export interface MessagingApp {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly client: KafkaClient;
  readonly source: DataSource;
  close(): Promise<void>;
}

/** What an application of the benchmarks stands on; plain data, so that another process can be told of it. */
export interface Ground {
  readonly service: string;
  readonly databaseUrl: string;
  readonly brokers: string;
  readonly topicPrefix: string;
}

/** A fresh database with the tables of the library. */
export async function freshDatabase(around: Surroundings, name: string): Promise<string> {
  const { ownerUrl, runtimeUrl, runtimeRole } = await provisionDatabase({ adminUrl: around.adminUrl, name: `bench_${name}`, ownerPassword: 'owner', runtimePassword: 'runtime' });
  await runMigrations({ url: ownerUrl, runtimeRole, migrations: [Foundation1700000000000, Messaging1700000000001, Erasure1700000000003, BenchTables1000000000000] });
  return runtimeUrl;
}

/** A fresh database and topics of its own. */
export async function freshGround(around: Surroundings, name: string): Promise<Ground> {
  const mark = `${name}_${Date.now().toString(36)}`;
  const ground = { service: 'bench', databaseUrl: await freshDatabase(around, mark), brokers: around.brokers, topicPrefix: `bench-${mark}.` };
  const client = new KafkaClient(optionsOf(ground, false));
  const admin = client.admin();
  await admin.connect();
  await createTopics(admin, [things.name, 'audit', 'raw'].map((topic) => ({ topic: client.prefixed(topic), numPartitions: 6, replicationFactor: 1 })));
  await admin.disconnect();
  return ground;
}

function optionsOf({ service, brokers, topicPrefix }: Ground, relay: boolean): MessagingOptions {
  return { service, brokers: brokers.split(','), topicPrefix, relay: { enabled: relay } };
}

type Handled = (event: EventOf<typeof things, 'thing.happened.v1'>, tx: EntityManager) => void;

/** The messaging library in an application of its own; `handled` is called within the handler's transaction. */
export async function messagingApp(ground: Ground, relay: boolean, handled?: Handled, databaseOf = (source: DataSource): Database => new Database(source)): Promise<MessagingApp> {
  const source = await new DataSource(dataSourceOptions({ url: ground.databaseUrl, entities: [] })).initialize();
  const options = optionsOf(ground, relay);
  const database = databaseOf(source);

  class Handler {
    handle(event: EventOf<typeof things, 'thing.happened.v1'>, tx: EntityManager): Promise<void> {
      return tx.query('INSERT INTO thing (id, note) VALUES ($1, $2)', [event.id, event.data.note]).then(() => handled?.(event, tx));
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Handler.prototype, 'handle');
  if (descriptor === undefined) throw new Error('The handler has no method.');
  Consumes(things, 'thing.happened.v1')(Handler.prototype, 'handle', descriptor);
  Controller()(Handler);
  class Base {}
  const base = [
    { provide: DataSource, useValue: source },
    { provide: Database, useValue: database },
    { provide: Clock, useValue: new SystemClock() },
    { provide: Ids, useValue: new RandomIds() },
  ];
  Module({ providers: base, exports: base.map((provider) => provider.provide) })(Base);
  class Root {}
  Module({ imports: [{ module: Base, global: true }, MessagingModule.forRoot(options)], controllers: handled === undefined ? [] : [Handler] })(Root);
  const app = await NestFactory.create<NestFastifyApplication>(Root, new FastifyAdapter(), { logger: ['error', 'warn'] });
  if (handled !== undefined) {
    app.connectMicroservice({ strategy: app.get(KafkaStrategy) });
    await app.startAllMicroservices();
  }
  await app.init();
  return {
    database,
    outbox: app.get(Outbox),
    client: new KafkaClient(options),
    source,
    close: async () => {
      await app.close();
      if (source.isInitialized) await source.destroy();
    },
  };
}

/** Records in all partitions of a topic. */
export async function recordsIn(client: KafkaClient, topic: string): Promise<() => Promise<number>> {
  const admin = client.admin();
  await admin.connect();
  return async () => {
    const offsets = await admin.fetchTopicOffsets(client.prefixed(topic));
    return offsets.reduce((sum, { high }) => sum + Number(high), 0);
  };
}
