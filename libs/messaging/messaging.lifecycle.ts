import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { KafkaStrategy } from './kafka.strategy.ts';
import { Relay } from './relay.ts';

/** Starts the relay with the application; at the end consumers drain first, then the relay sends what they have written, before TypeORM closes the pool. */
@Injectable()
export class MessagingLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly relay: Relay,
    private readonly strategy: KafkaStrategy,
  ) {}

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.strategy.close();
    await this.relay.stop();
  }
}
