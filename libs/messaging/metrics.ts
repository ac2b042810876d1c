export type Outcome = 'handled' | 'duplicate' | 'waiting' | 'parked' | 'unknown_type' | 'not_wanted' | 'tombstone' | 'retried';

/** What the library counts; libs/service turns it into Prometheus metrics. Every method may be called often and must not throw. */
export interface MessagingMetrics {
  /** One received record came to its end; seconds from the start of its processing. */
  consumed(topic: string, type: string, outcome: Outcome, seconds: number): void;
  consumerRestarted(reason: string): void;
  /** A batch was acknowledged by the broker. */
  relayed(events: number, seconds: number): void;
  relayFailed(): void;
  relayLeader(shard: number, leading: boolean): void;
}

export const noMetrics: MessagingMetrics = {
  consumed: () => undefined,
  consumerRestarted: () => undefined,
  relayed: () => undefined,
  relayFailed: () => undefined,
  relayLeader: () => undefined,
};
