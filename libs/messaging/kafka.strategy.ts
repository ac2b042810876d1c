import { Inject, Injectable, Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { isConsumedEvent, KAFKA, pattern as patternOf } from './consumes.ts';
import { ConsumerRuntime } from './consumer.runtime.ts';
import { Handlers } from './handlers.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';

/**
 * Nest's door to the consumer: `app.connectMicroservice({ strategy: app.get(KafkaStrategy) })`, then `startAllMicroservices()`.
 * Nest's own Kafka transport flattens errors, blocks partitions on a poison message and stops for good on others (nest#14664, #11910).
 */
@Injectable()
export class KafkaStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = KAFKA;
  override readonly propagatesEventHandlerErrors = true;
  protected override readonly logger = new Logger('KafkaStrategy');

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly handlers: Handlers,
    private readonly runtime: ConsumerRuntime,
  ) {
    super();
  }

  override addHandler(pattern: unknown, callback: MessageHandler, isEventHandler = false, extras: Record<string, unknown> = {}): void {
    const consumed = Array.isArray(extras['consumed']) ? extras['consumed'].filter(isConsumedEvent) : [];
    const event = consumed.find(({ topic, type }) => patternOf(topic.name, type) === pattern);
    if (!event || !isEventHandler) throw new Error(`${String(pattern)}: handlers of Kafka events are declared with @Consumes(topic, type); Kafka carries facts, not requests`);
    this.handlers.add(event.topic, event.type, (received, tx) => callback(received, tx), event.only);
  }

  /** Starts consuming in the background; readiness tells when it has joined and caught up. */
  override listen(callback: () => void): void {
    this.runtime.start();
    const topics = this.handlers.topics;
    this.logger.log({ msg: topics.length > 0 ? 'Consuming' : 'Nothing to consume', service: this.options.service, topics });
    callback();
  }

  /** Lets the events under way finish, commits and leaves the group. Safe to call twice. */
  override async close(): Promise<void> {
    await this.runtime.stop();
  }

  override on(): never {
    throw new Error('KafkaStrategy emits no events; see ConsumerHealth');
  }

  override unwrap(): never {
    throw new Error('the Kafka client is private to libs/messaging');
  }
}
