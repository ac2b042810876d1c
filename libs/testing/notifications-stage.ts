import { randomUUID } from 'node:crypto';
import type { DataIn, EventType, TopicDefinition } from '#libs/contracts/topic';
import { KafkaClient } from '#libs/messaging/kafka.client';
import { generateSealKeys, LinkSealer } from '#libs/service/sealed-link';
import type { ServiceDefinition } from '#libs/service/service';
import { MailInbox } from './mail-inbox.ts';
import { startService, testBrokers, type StartedService, type StartOptions } from './start-service.ts';

export interface Published {
  id?: string;
  sequence?: number;
  time?: string;
  traceparent?: string;
  correlationId?: string;
}

/** notifications as its specs need it: a mail server of its own, the key to seal links with, and somebody who publishes. */
export interface NotificationsStage extends StartedService {
  readonly inbox: MailInbox;
  seal(link: string): Promise<string>;
  /** Puts an event on the broker as its owner would; returns its id. */
  publish<T extends TopicDefinition, K extends EventType<T>>(topic: T, type: K, subject: string, data: DataIn<T, K>, more?: Published): Promise<string>;
  /** Anything at all, typed or not. */
  publishRaw(topic: string, type: string, subject: string, data: unknown, more?: Published): Promise<string>;
}

export async function notificationsStage(notifications: ServiceDefinition, options: StartOptions = {}): Promise<NotificationsStage> {
  const inbox = await MailInbox.open();
  const { publicJwk, privateJwk } = await generateSealKeys();
  const env = { SMTP_URL: inbox.url, MAIL_FROM: 'Partner Team <partners@vendor.example>', MAIL_SEAL_PRIVATE_KEY: JSON.stringify(privateJwk) };
  const service = await startService(notifications, { ...options, env: { ...env, ...options.env } });
  const kafka = new KafkaClient({ brokers: testBrokers(), topicPrefix: service.kafkaPrefix });
  const producer = kafka.producer();
  await producer.connect();
  const sealer = new LinkSealer(publicJwk);

  const publishRaw: NotificationsStage['publishRaw'] = async (topic, type, subject, data, { id = randomUUID(), sequence, time = new Date().toISOString(), traceparent, correlationId } = {}) => {
    const headers = {
      ce_specversion: '1.0', ce_id: id, ce_source: '/services/spec', ce_type: type, ce_subject: subject, ce_time: time, 'content-type': 'application/json',
      ...(sequence === undefined ? {} : { ce_sequence: String(sequence) }),
      ...(traceparent === undefined ? {} : { ce_traceparent: traceparent }),
      ...(correlationId === undefined ? {} : { ce_correlationid: correlationId }),
    };
    await producer.send({ topic: kafka.prefixed(topic), acks: -1, messages: [{ key: subject, value: JSON.stringify(data), headers }] });
    return id;
  };
  return {
    ...service,
    // A getter in the service: the database of the stage is always there.
    database: service.database,
    inbox,
    seal: (link) => sealer.seal(link),
    publishRaw,
    publish: (topic, type, subject, data, more) => publishRaw(topic.name, type, subject, data, more),
    stop: async () => {
      await producer.disconnect();
      await service.stop();
      await inbox.stop();
    },
  };
}
