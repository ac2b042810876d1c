import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { EventOf, EventType, TopicDefinition } from '#libs/contracts/topic';
import { open, type ReceivedEvent, toEvent } from './cloud-events.ts';
import { describeError } from './errors.ts';
import { KafkaClient } from './kafka.client.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { recordOf } from './record.ts';
import { SupervisedConsumer } from './supervised.consumer.ts';

export type AnyEventOf<T extends TopicDefinition> = { [K in EventType<T>]: EventOf<T, K> }[EventType<T>];

export interface Follower<T extends TopicDefinition> {
  readonly onEvent: (event: AnyEventOf<T>) => void;
  /** Called whenever it begins at the end of the topic, the first time and after every interruption however short: what came before may have been missed, what comes after is not. */
  readonly onLive?: () => void;
  /** Whether anybody waits for what a record of this key says; all others are passed over unread. */
  readonly wants?: (key: string) => boolean;
}

/** Nobody sees a tenth of a second; a fetch for one event costs nearly what one for fifty does. */
const GATHER_MS = 100;

export interface LiveSubscription {
  /** true while it stands at the end of the topic, as a member of its group. */
  readonly live: boolean;
  stop(): Promise<void>;
}

/**
 * Follows a topic from its end, every instance for itself, without inbox: for pushing to connected browsers, which fetch what they missed.
 * Events may be missed while it reconnects and may come twice.
 */
@Injectable()
export class LiveTail implements OnApplicationShutdown {
  private readonly logger = new Logger('LiveTail');
  private readonly subscriptions = new Set<LiveSubscription>();

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly client: KafkaClient,
  ) {}

  /** Calls `onEvent` for each new event of the topic in the order of its partition; unreadable and unknown ones are left out. */
  subscribe<T extends TopicDefinition>(topic: T, { onEvent, onLive = () => undefined, wants = () => true }: Follower<T>): LiveSubscription {
    let live = false;
    const consumer = new SupervisedConsumer(this.client, {
      groupId: `${this.options.service}.live.${randomUUID()}`,
      topics: [topic.name],
      fromBeginning: false,
      sessionTimeoutMs: this.options.consumer?.sessionTimeoutMs ?? 20_000,
      stallMs: this.options.consumer?.stallMs ?? 45_000,
      gatherMs: GATHER_MS,
      onBatch: ({ batch }) => {
        for (const message of batch.messages) {
          if (message.key !== null && !wants(message.key.toString())) continue;
          const event = this.read(topic, recordOf(topic.name, batch.partition, message));
          if (event) this.deliver(event, onEvent);
        }
      },
      // A member that has joined looks up the end of the topic only then.
      onAssigned: () => (live = false),
      onPositioned: () => {
        live = true;
        this.deliver(undefined, onLive);
      },
      onRevoked: () => (live = false),
      onRestart: () => undefined,
    });
    consumer.start();
    const subscription: LiveSubscription = {
      get live() {
        return live;
      },
      stop: async () => {
        this.subscriptions.delete(subscription);
        await consumer.stop();
      },
    };
    this.subscriptions.add(subscription);
    return subscription;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
  }

  private read<T extends TopicDefinition>(topic: T, record: Parameters<typeof open>[0]): AnyEventOf<T> | undefined {
    const opened = open(record);
    const definition = topic.events[opened.identity.type ?? ''];
    if (!definition) return undefined;
    try {
      const event = toEvent(record, opened);
      const parsed: ReceivedEvent = { ...event, data: definition.data.parse(event.data) };
      return isEventOf(topic, parsed) ? parsed : undefined;
    } catch (error) {
      this.logger.debug({ msg: 'Left out an unreadable event', topic: topic.name, error: describeError(error) });
      return undefined;
    }
  }

  private deliver<E>(event: E, onEvent: (event: E) => void): void {
    try {
      onEvent(event);
    } catch (error) {
      this.logger.error({ msg: 'A live subscriber failed', error: describeError(error) });
    }
  }
}

/** The data has been parsed by the schema of `type` in this topic just before. */
function isEventOf<T extends TopicDefinition>(topic: T, event: ReceivedEvent): event is ReceivedEvent & AnyEventOf<T> {
  return event.type in topic.events;
}
