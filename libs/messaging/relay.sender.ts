import { type Link, SpanKind } from '@opentelemetry/api';
import type { Producer, TopicMessages } from 'kafkajs';
import { withDeadline } from './deadline.ts';
import type { KafkaClient } from './kafka.client.ts';
import { type OutboxRow, type OutgoingRecord, sizeOf, toRecord } from './outbox.record.ts';
import { inSpan, parseTraceparent } from './tracing.ts';

/** The broker takes a megabyte per batch of a partition (message.max.bytes), and at worst a page goes to one partition. */
const REQUEST_BYTES = 800_000;

/** Sends outbox rows and resolves when all in-sync replicas have them. */
export class RelaySender {
  private readonly producer: Producer;
  private readonly kill: () => void;
  private readonly source: string;

  constructor(
    private readonly client: KafkaClient,
    service: string,
  ) {
    ({ producer: this.producer, kill: this.kill } = client.mortalProducer());
    this.source = `/services/${service}`;
  }

  async connect(): Promise<void> {
    await this.producer.connect();
  }

  async send(rows: readonly OutboxRow[]): Promise<void> {
    let batch = new Map<string, OutgoingRecord[]>();
    let bytes = 0;
    for (const row of rows) {
      const record = toRecord(row, this.source);
      const size = sizeOf(record);
      if (bytes > 0 && bytes + size > REQUEST_BYTES) {
        await this.flush(batch);
        batch = new Map();
        bytes = 0;
      }
      bytes += size;
      const records = batch.get(row.topic);
      if (records) records.push(record);
      else batch.set(row.topic, [record]);
    }
    await this.flush(batch);
  }

  /** For good: nothing that was on its way may come after what a successor sends. */
  async close(): Promise<void> {
    await withDeadline(this.producer.disconnect(), 2_000, () => new Error('disconnect took too long')).catch(() => undefined);
    this.kill();
  }

  private async flush(batch: ReadonlyMap<string, OutgoingRecord[]>): Promise<void> {
    const topicMessages: TopicMessages[] = [...batch].map(([topic, messages]) => ({ topic: this.client.prefixed(topic), messages }));
    const records = [...batch.values()].flat();
    const attributes = { 'messaging.system': 'kafka', 'messaging.operation.type': 'send', 'messaging.batch.message_count': records.length, 'messaging.destination.name': [...batch.keys()].join(' ') };
    // A batch has many causes, so it is a trace of its own that is linked to them.
    await inSpan('send outbox', { kind: SpanKind.PRODUCER, attributes }, async ({ span }) => {
      if (span.isRecording()) span.addLinks(causesOf(records));
      await this.producer.sendBatch({ acks: -1, topicMessages });
    });
  }
}

/** As many as SDKs keep of one span. */
const mostLinks = 128;

function causesOf(records: readonly OutgoingRecord[]): Link[] {
  const distinct = new Set(records.map(({ headers }) => headers['ce_traceparent']));
  return [...distinct].flatMap((traceparent) => parseTraceparent(traceparent) ?? []).slice(0, mostLinks).map((context) => ({ context }));
}
