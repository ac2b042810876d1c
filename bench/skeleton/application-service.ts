import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Kafka, logLevel, type Message } from 'kafkajs';
import pg from 'pg';

// The least that a service of this shape does with what comes in: Nest on Fastify, a row and its event in a transaction, which several share, and a kafkajs producer.
// It checks nothing, recognises nothing, and sends from memory. Decorators are applied by hand, since this file runs uncompiled.
const [port, databaseUrl, brokers = '', topic = ''] = process.argv.slice(2);
const GATHER_MS = 10;
const database = new pg.Pool({ connectionString: databaseUrl, max: 2 });
const producer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR }).producer();
let committed: Message[] = [];

interface Row {
  readonly id: string;
  readonly text: string;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}
let waiting: Row[] = [];
let busy = false;

/** What comes while a transaction is under way shares the next one, in one message. */
async function writeAll(): Promise<void> {
  busy = true;
  while (waiting.length > 0) {
    const rows = waiting;
    waiting = [];
    const values = rows.map(({ id, text }) => `('${id}', ${pg.escapeLiteral(text)})`).join(',');
    try {
      await database.query(`BEGIN; INSERT INTO skeleton (id, body) VALUES ${values}; INSERT INTO skeleton_outbox (id, payload) VALUES ${values}; COMMIT`);
      committed.push(...rows.map(({ id, text }) => ({ key: id, value: text })));
      for (const { written } of rows) written();
    } catch (error) {
      for (const { failed } of rows) failed(error);
    }
  }
  busy = false;
}

class Skeleton {
  async apply(body: object): Promise<object> {
    const id = randomUUID();
    const text = JSON.stringify(body);
    await new Promise<void>((written, failed) => {
      waiting.push({ id, text, written, failed });
      if (!busy) void writeAll();
    });
    return { id, status: 'submitted' };
  }
}
const descriptor = Object.getOwnPropertyDescriptor(Skeleton.prototype, 'apply');
if (descriptor === undefined) throw new Error('Skeleton has no method to route to.');
Post('api/partners/apply')(Skeleton.prototype, 'apply', descriptor);
HttpCode(201)(Skeleton.prototype, 'apply', descriptor);
Body()(Skeleton.prototype, 'apply', 0);
Controller()(Skeleton);
class Root {}
Module({ controllers: [Skeleton] })(Root);

await producer.connect();
const send = async (): Promise<void> => {
  const messages = committed;
  committed = [];
  if (messages.length > 0) await producer.send({ topic, acks: -1, messages });
  setTimeout(() => void send(), GATHER_MS);
};
await send();
const app = await NestFactory.create<NestFastifyApplication>(Root, new FastifyAdapter(), { logger: false });
await app.listen(Number(port), '127.0.0.1');
process.stdout.write('ready\n');
