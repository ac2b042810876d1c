import { randomUUID } from 'node:crypto';
import type { DataIn, EventType, TopicDefinition } from '#libs/contracts/topic';
import { KafkaClient } from '#libs/messaging/kafka.client';
import { testBrokers } from './start-service.ts';

export interface SentEvent {
  /** The event's id; twice the same is a repeated delivery. */
  id?: string;
  sequence?: number;
  /** Instead of the declared type, for a newer producer's events. */
  type?: string;
  time?: string;
}

/** Sends events to a service under test as another service's relay would. Close it in `afterAll`. */
export class EventSender {
  private readonly client: KafkaClient;
  private readonly producer: ReturnType<KafkaClient['producer']>;
  private connecting: Promise<void> | undefined;

  constructor(kafkaPrefix: string) {
    this.client = new KafkaClient({ brokers: testBrokers(), topicPrefix: kafkaPrefix });
    this.producer = this.client.producer();
  }

  async send<T extends TopicDefinition, K extends EventType<T>>(topic: T, type: K, subject: string, data: DataIn<T, K>, event: SentEvent = {}): Promise<void> {
    await this.sendRaw(topic, type, subject, data, event);
  }

  /** Without a check of the data, for events that a consumer must refuse. */
  async sendRaw(topic: TopicDefinition, type: string, subject: string, data: unknown, event: SentEvent = {}): Promise<void> {
    this.connecting ??= this.producer.connect();
    await this.connecting;
    const headers = {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: event.id ?? randomUUID(),
      ce_source: topic.owner === 'outside' ? 'https://crm.example' : `/services/${topic.owner === 'every service' ? 'applications' : topic.owner}`,
      ce_type: event.type ?? type,
      ce_subject: subject,
      ce_time: event.time ?? '2026-11-02T09:00:00Z',
      ...(event.sequence === undefined ? {} : { ce_sequence: String(event.sequence) }),
    };
    await this.producer.send({ topic: this.client.prefixed(topic.name), acks: -1, messages: [{ key: subject, value: JSON.stringify(data), headers }] });
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }
}
