import { Logger } from '@nestjs/common';
import { type Admin, type Consumer, Kafka, type KafkaConfig, type logCreator, logLevel, type Producer } from 'kafkajs';
import { replaceParts } from './kafkajs.parts.ts';
import type { KafkaOptions } from './messaging.options.ts';
import { MortalSockets } from './mortal.sockets.ts';
import { partitioner } from './partitioner.ts';
import { letIdleConnectionsRest } from './request.queue.ts';

/** The only place where kafkajs clients are made, so that their settings are the same everywhere. */
export class KafkaClient {
  private readonly kafka: Kafka;

  constructor(
    private readonly options: KafkaOptions,
    sockets?: MortalSockets,
  ) {
    letIdleConnectionsRest();
    replaceParts();
    this.kafka = new Kafka({ ...kafkaConfig(options), ...(sockets ? { socketFactory: sockets.factory } : {}) });
  }

  /** The broker's name of a topic or group. */
  prefixed(name: string): string {
    return `${this.options.topicPrefix ?? ''}${name}`;
  }

  unprefixed(name: string): string {
    return name.slice((this.options.topicPrefix ?? '').length);
  }

  admin(): Admin {
    return this.kafka.admin({ retry: { retries: 3 } });
  }

  producer(): Producer {
    return this.kafka.producer({ createPartitioner: partitioner, allowAutoTopicCreation: false, idempotent: false, retry: { retries: 2, initialRetryTime: 100 } });
  }

  /** A producer with connections of its own, which `kill` closes for good, also what is on its way. */
  mortalProducer(): { readonly producer: Producer; readonly kill: () => void } {
    const sockets = new MortalSockets();
    const client = new KafkaClient(this.options, sockets);
    return { producer: client.producer(), kill: () => sockets.kill() };
  }

  /** A consumer with connections of its own, which `kill` closes for good. */
  mortalConsumer(groupId: string, sessionTimeout: number): { readonly consumer: Consumer; readonly kill: () => void } {
    const sockets = new MortalSockets();
    const client = new KafkaClient(this.options, sockets);
    return { consumer: client.consumer(groupId, sessionTimeout), kill: () => sockets.kill() };
  }

  consumer(groupId: string, sessionTimeout: number): Consumer {
    return this.kafka.consumer({
      groupId: this.prefixed(groupId),
      sessionTimeout,
      rebalanceTimeout: rebalanceTimeoutMs(sessionTimeout),
      heartbeatInterval: Math.min(3_000, Math.floor(sessionTimeout / 4)),
      // Heartbeats come from the fetch loop, also while every partition is paused.
      maxWaitTimeInMs: 500,
      maxBytesPerPartition: 512 * 1024,
      allowAutoTopicCreation: false,
      // Restarting is the supervisor's business.
      retry: { retries: 4, initialRetryTime: 150, restartOnFailure: () => Promise.resolve(false) },
    });
  }
}

/** How long the broker waits at most for the group's other members; a join takes as long where one of them is gone. */
export function rebalanceTimeoutMs(sessionTimeout: number): number {
  return Math.max(sessionTimeout, 10_000);
}

function kafkaConfig({ brokers, clientId, ssl, sasl }: KafkaOptions): KafkaConfig {
  return {
    brokers: [...brokers],
    clientId: clientId ?? 'partner-management',
    connectionTimeout: 3_000,
    requestTimeout: 20_000,
    logLevel: logLevel.WARN,
    logCreator: toNestLogger,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl: saslOptions(sasl) }),
  };
}

type Sasl = NonNullable<KafkaOptions['sasl']>;

function saslOptions({ mechanism, username, password }: Sasl): NonNullable<KafkaConfig['sasl']> {
  switch (mechanism) {
    case 'plain':
      return { mechanism, username, password };
    case 'scram-sha-256':
      return { mechanism, username, password };
    case 'scram-sha-512':
      return { mechanism, username, password };
  }
}

// What every start, rebalance and reconnection of kafkajs says; the supervisor and the relay report what matters.
const noise = /coordinator is (loading|not available)|group coordinator|rebalanc|leadership election|Response .*\(key: \d+|Failed to send messages|Connection error|Failed to connect|Crash: |has been updated|not aware of this member|Request .* timed out|Restarting the consumer/i;

const toNestLogger: logCreator = () => {
  const logger = new Logger('kafkajs');
  return ({ level, namespace, log: { message, timestamp: _timestamp, ...details } }) => {
    const line = { msg: message, namespace, ...(typeof details.error === 'string' ? { error: details.error } : {}) };
    if (level > logLevel.WARN || noise.test(message)) logger.debug(line);
    else logger.warn(line);
  };
};
