import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { toRecord } from '#libs/messaging/outbox.record';
import { outgoing } from '#libs/messaging/outbox';
import { Relay } from '#libs/messaging/relay';
import { RelaySignal } from '#libs/messaging/relay.signal';
import { freshGround, messagingApp, note, recordsIn, things, type MessagingApp } from './messaging-app.ts';
import { grade, type Result } from './result.ts';
import type { Surroundings } from './surroundings.ts';

const EVENTS = 60_000;
const BATCH = 500;

/** Outbox to Kafka with acks=-1, beside the same kafkajs producer sending the same batches from memory. */
export async function relay(around: Surroundings): Promise<Result[]> {
  const app = await messagingApp(await freshGround(around, 'relay'), false);
  try {
    const raws: number[] = [];
    const relays: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      raws.push(await fromMemory(app));
      relays.push(await fromOutbox(app, around));
    }
    const raw = Math.max(...raws);
    const value = Math.max(...relays);
    const what = `relay, outbox to Kafka, ${EVENTS} events in batches of ${BATCH}`;
    return [{ bench: 'relay', what, unit: '/s', value, raw: { what: 'same producer, same batches, from memory', value: raw }, must: '≥ 60 %', aim: '80 %', met: grade(value / raw, 0.6, 0.8) }];
  } finally {
    await app.close();
  }
}

async function fromMemory({ client }: MessagingApp): Promise<number> {
  const payload = JSON.stringify({ committedAt: Date.now(), note });
  const records = Array.from({ length: EVENTS }, (_, index) =>
    toRecord({ id: randomUUID(), topic: 'raw', aggregate: randomUUID(), type: 'thing.happened.v1', payload, headers: { time: new Date().toISOString() }, sequence: '1', seq: String(index) }, '/services/bench'),
  );
  const producer = client.producer();
  await producer.connect();
  const begin = performance.now();
  for (let at = 0; at < EVENTS; at += BATCH) {
    await producer.sendBatch({ acks: -1, topicMessages: [{ topic: client.prefixed('raw'), messages: records.slice(at, at + BATCH) }] });
  }
  const seconds = (performance.now() - begin) / 1000;
  await producer.disconnect();
  return EVENTS / seconds;
}

async function fromOutbox(app: MessagingApp, around: Surroundings): Promise<number> {
  const count = await recordsIn(app.client, things.name);
  const before = await count();
  for (let at = 0; at < EVENTS; at += BATCH) {
    await app.database.inTransaction({ kind: 'system', name: 'bench' }, (tx) =>
      app.outbox.appendAll(tx, Array.from({ length: BATCH }, () => outgoing(things, 'thing.happened.v1', randomUUID(), { committedAt: Date.now(), note }))).then(() => undefined),
    );
  }
  const options = { service: 'bench', brokers: around.brokers.split(','), relay: { batchSize: BATCH } };
  const sender = new Relay(options, app.source, app.client, new RelaySignal(), undefined);
  const begin = performance.now();
  sender.start();
  while ((await count()) < before + EVENTS) await sleep(5);
  const seconds = (performance.now() - begin) / 1000;
  await sender.stop();
  return EVENTS / seconds;
}
