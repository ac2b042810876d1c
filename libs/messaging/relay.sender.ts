import { type Span, SpanKind } from '@opentelemetry/api';
import type { Producer, TopicMessages } from 'kafkajs';
import { areSpansRecorded, failed } from '#libs/database/tracing';
import { withDeadline } from './deadline.ts';
import type { KafkaClient } from './kafka.client.ts';
import { type OutboxRow, type OutgoingRecord, sizeOf, toRecord } from './outbox.record.ts';
import { startSpan } from './tracing.ts';

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
    const spans = areSpansRecorded() ? [...batch].flatMap(([topic, records]) => records.map((record) => publishing(topic, record))) : [];
    try {
      await this.producer.sendBatch({ acks: -1, topicMessages });
    } catch (error) {
      for (const span of spans) failed(span, error);
      throw error;
    } finally {
      for (const span of spans) span.end();
    }
  }
}

/** Many causes' events go out as one request, so each gets a span in the trace of its own cause; whoever handles the event follows from that. */
function publishing(topic: string, { headers }: OutgoingRecord): Span {
  const attributes = { 'messaging.system': 'kafka', 'messaging.operation.type': 'send', 'messaging.destination.name': topic, 'cloudevents.event_type': headers['ce_type'] ?? '', 'cloudevents.event_id': headers['ce_id'] ?? '' };
  const { span, traceparent } = startSpan(`publish ${topic}`, { kind: SpanKind.PRODUCER, attributes, traceparent: headers['ce_traceparent'] });
  headers['ce_traceparent'] = traceparent;
  return span;
}
