import { type DynamicModule, type InjectionToken, Module, type OptionalFactoryDependency, type Provider } from '@nestjs/common';
import { Audit } from './audit.ts';
import { ConsumerRuntime } from './consumer.runtime.ts';
import { Erasure } from './erasure.ts';
import { EventProcessor } from './event.processor.ts';
import { Handlers } from './handlers.ts';
import { ConsumerHealth } from './health.ts';
import { KafkaClient } from './kafka.client.ts';
import { KafkaStrategy } from './kafka.strategy.ts';
import { LiveTail } from './live-tail.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { MessagingLifecycle } from './messaging.lifecycle.ts';
import { Outbox } from './outbox.ts';
import { Parking } from './parking.ts';
import { ParkingReplay } from './parking.replay.ts';
import { ParkingScheduler } from './parking.scheduler.ts';
import { Relay } from './relay.ts';
import { RelaySignal } from './relay.signal.ts';

export interface MessagingModuleSettings {
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[];
  readonly useFactory: (...dependencies: never[]) => MessagingOptions | Promise<MessagingOptions>;
}

const client: Provider = { provide: KafkaClient, useFactory: (options: MessagingOptions) => new KafkaClient(options), inject: [MESSAGING_OPTIONS] };
const published = [Outbox, Audit, Relay, Parking, Erasure, ConsumerHealth, KafkaStrategy, LiveTail];

/**
 * Everything of messaging that a service with a database needs. Global. It expects `Database`, `Clock`, `Ids` and TypeORM's `DataSource` from other global modules.
 *
 * Afterwards: `app.connectMicroservice({ strategy: app.get(KafkaStrategy) })`, `await app.startAllMicroservices()`. The relay starts with the application;
 * both stop, in the right order, with `app.close()`, or earlier by `KafkaStrategy.close()` and `Relay.stop()`.
 */
@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    return MessagingModule.forRootAsync({ useFactory: () => options });
  }

  /** For options that come from the service's config. */
  static forRootAsync(settings: MessagingModuleSettings): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        ...optionsOf(settings),
        ...published,
        RelaySignal,
        Handlers,
        EventProcessor,
        ConsumerRuntime,
        ParkingReplay,
        ParkingScheduler,
        MessagingLifecycle,
      ],
      exports: [...published, MESSAGING_OPTIONS],
    };
  }

  /** For a service without outbox and inbox, such as the gateway: a `LiveTail` alone. */
  static forLiveTail(settings: MessagingModuleSettings): DynamicModule {
    return { module: MessagingModule, global: true, providers: [...optionsOf(settings), LiveTail], exports: [LiveTail, MESSAGING_OPTIONS] };
  }
}

function optionsOf({ inject = [], useFactory }: MessagingModuleSettings): Provider[] {
  return [{ provide: MESSAGING_OPTIONS, useFactory, inject }, client];
}
