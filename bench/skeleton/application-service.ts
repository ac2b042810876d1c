import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Kafka, logLevel, type Message } from 'kafkajs';
import pg from 'pg';

// The least that a service of this shape does with what comes in: Nest on Fastify, a row and its event in one transaction, a kafkajs producer.
// It checks nothing, recognises nothing, and sends from memory. Decorators are applied by hand, since this file runs uncompiled.
const [port, databaseUrl, brokers = '', topic = ''] = process.argv.slice(2);
const CONNECTIONS = 32;
const GATHER_MS = 10;
const database = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
const producer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR }).producer();
let committed: Message[] = [];

class Skeleton {
  async apply(body: object): Promise<object> {
    const [id, text] = [randomUUID(), JSON.stringify(body)];
    const client = await database.connect();
    try {
      await client.query('BEGIN');
      await client.query({ name: 'row', text: 'INSERT INTO skeleton (id, body) VALUES ($1, $2)', values: [id, text] });
      await client.query({ name: 'event', text: 'INSERT INTO skeleton_outbox (id, payload) VALUES ($1, $2)', values: [id, text] });
      await client.query('COMMIT');
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
    committed.push({ key: id, value: text });
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
