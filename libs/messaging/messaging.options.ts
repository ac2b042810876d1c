import type { MessagingMetrics } from './metrics.ts';

export const MESSAGING_OPTIONS = Symbol('MESSAGING_OPTIONS');

/** How to reach the broker; in production with TLS and SASL. */
export interface KafkaOptions {
  readonly brokers: readonly string[];
  /** Put before topic names and group ids; '' by default. */
  readonly topicPrefix?: string;
  readonly clientId?: string;
  readonly ssl?: boolean;
  readonly sasl?: { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: string };
}

export interface RelayOptions {
  /** false where another process relays this database; true by default. */
  readonly enabled?: boolean;
  /** Independent relays, each with its share of the aggregates; 1 by default. Change it only while the outbox is empty. */
  readonly shards?: number;
  /** Events per produce request; 500 by default. */
  readonly batchSize?: number;
  /** Shortest and longest pause between polls in ms; 4 and 500 by default. The longest counts only for events of which no process told the leader. */
  readonly minPauseMs?: number;
  readonly maxPauseMs?: number;
  /** How long events may gather between two requests to the broker that are not full, in ms; 20 by default, up to 60 where requests take long, 0 switches it off. The first event after a rest goes at once. */
  readonly gatherMs?: number;
  /** A direct connection where the service's own goes through a transaction pooler (a session lock does not survive one), which has to know prepared statements (PgBouncer since 1.21). */
  readonly databaseUrl?: string;
}

export interface ConsumerOptions {
  /** A handler that takes longer has failed; 60,000 ms by default. */
  readonly handlerTimeoutMs?: number;
  /** No sign of life from the fetch loop for this long: the consumer is restarted; 45,000 ms by default. */
  readonly stallMs?: number;
  /** Events kept in memory per partition before its fetching is paused; 1,000 by default. It goes on at three quarters of them. */
  readonly highWater?: number;
  /** Events handled at once over all partitions; 8 by default. Stay below the database pool's size. */
  readonly concurrency?: number;
  /** How long events may gather after those before them, on the broker (a second at most) and in hand, in ms; 0 by default. The first event after a rest of the whole consumer is handled at once. */
  readonly gatherMs?: number;
  /** Attempts before a parked event is held for a person, and the pauses between them in ms. */
  readonly retryDelaysMs?: readonly number[];
  /** How often parked keys that are due are looked for; 1,000 ms by default. */
  readonly retryPollMs?: number;
  /** Events with a time further ahead than this are parked; one hour by default. */
  readonly futureToleranceMs?: number;
  readonly sessionTimeoutMs?: number;
}

export interface MessagingOptions extends KafkaOptions {
  /** The service's name: consumer of the inbox, group id (after the prefix), CloudEvents source `/services/<name>`. */
  readonly service: string;
  readonly relay?: RelayOptions;
  readonly consumer?: ConsumerOptions;
  /** Keys of the digests of erased addresses, the newest first; needed where events are handled. */
  readonly erasureKeys?: readonly string[];
  readonly metrics?: MessagingMetrics;
}
