import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { ErasureModule } from '#libs/messaging/erasure.consumer';
import { ConsumerHealth } from '#libs/messaging/health';
import { KafkaStrategy } from '#libs/messaging/kafka.strategy';
import { MessagingModule } from '#libs/messaging/messaging.module';
import type { KafkaOptions } from '#libs/messaging/messaging.options';
import { Relay } from '#libs/messaging/relay';
import type { BaseConfig } from './config.base.ts';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';
import { OperationsModule } from './operations.controller.ts';
import type { ServiceDefinition } from './service.ts';

/** A service's outbox and consumers, as far as starting and stopping goes. */
export interface Messaging {
  readonly imports: readonly (DynamicModule | Type)[];
  start(app: NestFastifyApplication, health: Health): Promise<void>;
  stopConsumers(): Promise<void>;
  stopRelay(): Promise<void>;
}

/** How to reach the broker, from the base variables; also for a gateway's live tail. */
export function kafkaOptions(service: string, config: BaseConfig): KafkaOptions & { service: string } {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = config;
  return {
    service,
    brokers: config.KAFKA_BROKERS,
    topicPrefix: config.KAFKA_PREFIX,
    clientId: service,
    ssl: config.KAFKA_TLS,
    ...(mechanism ? { sasl: { mechanism, username, password } } : {}),
  };
}

/** `undefined` for a service without outbox and consumers. */
export function messagingFor(service: ServiceDefinition, config: BaseConfig, metrics: Metrics): Messaging | undefined {
  if (service.kafka === 'none') return undefined;
  const module = MessagingModule.forRoot({
    ...kafkaOptions(service.name, config),
    relay: { enabled: config.OUTBOX_RELAY, shards: config.OUTBOX_SHARDS },
    consumer: { concurrency: config.CONSUMER_CONCURRENCY, gatherMs: config.CONSUMER_GATHER },
    erasureKeys: config.ERASURE_KEY,
    metrics,
  });
  let running: NestFastifyApplication | undefined;
  return {
    imports: [module, ErasureModule, OperationsModule.for(service.name)],
    start: async (app, health) => {
      running = app;
      app.connectMicroservice<MicroserviceOptions>({ strategy: app.get(KafkaStrategy) });
      await app.startAllMicroservices();
      watch(app.get(ConsumerHealth), health);
    },
    stopConsumers: async () => running?.get(KafkaStrategy).close(),
    stopRelay: async () => running?.get(Relay).stop(),
  };
}

function watch(consumer: ConsumerHealth, health: Health): void {
  health.addForStart('broker', () => {
    const { state, assigned } = consumer.snapshot();
    if (state !== 'idle' && !(state === 'running' && assigned)) throw new Error('not joined yet');
  });
  health.addForStart('start-up lag', () => {
    const { caughtUp, lag } = consumer.snapshot();
    if (!caughtUp) throw new Error(`${Object.values(lag).reduce((sum, records) => sum + records, 0)} events behind`);
  });
}
