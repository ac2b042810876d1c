import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { KafkaClient } from './kafka.client.ts';
import type { KafkaOptions } from './messaging.options.ts';

// Node does not see these names among the exports of a CommonJS module.
const { ConfigResourceTypes, KafkaJSError, KafkaJSNumberOfRetriesExceeded } = kafkajs;

/** By topic, without prefix, for each partition the next offset to read. */
export type Offsets = Record<string, Record<string, string>>;

export interface Places {
  /** Where the topics ended. */
  readonly ends: Offsets;
  /** How far each consumer group had read, by its name without prefix; what a group never committed is not there. */
  readonly groups: Record<string, Offsets>;
}

/** Longer than a session that nobody ended. */
const PATIENCE_MS = 60_000;

/** Where consumer groups stand in the topics, read and set from outside of the services. Names are without the prefix. */
export class TopicPlaces {
  private readonly client: KafkaClient;

  constructor(
    options: KafkaOptions,
    private readonly topics: readonly string[],
  ) {
    this.client = new KafkaClient(options);
  }

  /** What a group has committed, its database holds: read before the database is, these places leave nothing out. */
  async read(groups: readonly string[]): Promise<Places> {
    return this.asAdmin(async (admin) => {
      const committed = await Promise.all(groups.map(async (group) => [group, await this.committed(admin, group)] as const));
      return { groups: Object.fromEntries(committed), ends: await this.offsets(admin, 'high') };
    });
  }

  /** The oldest records that the broker has. */
  beginnings(): Promise<Offsets> {
    return this.asAdmin((admin) => this.offsets(admin, 'low'));
  }

  /** The first records that were written at this time or later. */
  async at(time: Date): Promise<Offsets> {
    return this.asAdmin(async (admin) => {
      const found: Offsets = {};
      for (const topic of this.topics) {
        const places = await admin.fetchTopicOffsetsByTimestamp(this.client.prefixed(topic), time.getTime());
        found[topic] = Object.fromEntries(places.map(({ partition, offset }) => [partition, offset]));
      }
      return found;
    });
  }

  /** By topic, for how many milliseconds the broker keeps its records; Infinity where for ever. */
  async retention(): Promise<Record<string, number>> {
    return this.asAdmin(async (admin) => {
      const asked = this.topics.map((topic) => ({ type: ConfigResourceTypes.TOPIC, name: this.client.prefixed(topic), configNames: ['retention.ms'] }));
      const { resources } = await admin.describeConfigs({ resources: asked, includeSynonyms: false });
      return Object.fromEntries(
        resources.map(({ resourceName, configEntries }) => {
          const ms = Number(configEntries.find(({ configName }) => configName === 'retention.ms')?.configValue ?? '-1');
          return [this.client.unprefixed(resourceName), ms < 0 ? Infinity : ms];
        }),
      );
    });
  }

  /**
   * Waits for the members that the broker still counts after they were killed.
   *
   * @throws Error where a group has members after that: a service runs
   */
  async untilNobodyReads(groups: readonly string[], patienceMs = PATIENCE_MS): Promise<void> {
    await this.asAdmin(async (admin) => {
      for (const end = Date.now() + patienceMs; ; await sleep(500)) {
        const described = await admin.describeGroups(groups.map((group) => this.client.prefixed(group)));
        const running = described.groups.filter(({ members }) => members.length > 0).map(({ groupId }) => this.client.unprefixed(groupId));
        if (running.length === 0) return;
        if (Date.now() > end) throw new Error(`${running.join(', ')} still ${running.length === 1 ? 'runs' : 'run'}: stop every service first.`);
      }
    });
  }

  /** Has a group go on from these places; it must have no members. As one of its members, since kafkajs's admin takes five seconds a topic. */
  async set(group: string, offsets: Offsets): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(500)) {
      try {
        return await this.commit(group, offsets);
      } catch (error) {
        // A broker that has just come back, as it does where somebody recovers, is still reading what its groups had committed.
        // What kafkajs has tried a few times itself comes as an error that is none to try again.
        const isPassing = error instanceof KafkaJSNumberOfRetriesExceeded || (error instanceof KafkaJSError && error.retriable);
        if (!isPassing || Date.now() > end) throw error;
      }
    }
  }

  private async commit(group: string, offsets: Offsets): Promise<void> {
    const places = Object.entries(offsets).flatMap(([topic, partitions]) => Object.entries(partitions).map(([partition, offset]) => ({ topic: this.client.prefixed(topic), partition: Number(partition), offset })));
    if (places.length === 0) return;
    const consumer = this.client.consumer(group, 10_000);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...new Set(places.map(({ topic }) => topic))] });
      const joined = new Promise<void>((resolve, reject) => {
        consumer.on(consumer.events.GROUP_JOIN, () => resolve());
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      });
      await consumer.run({ autoCommit: false, eachBatch: () => Promise.resolve() });
      await joined;
      await consumer.commitOffsets(places);
    } finally {
      await consumer.disconnect();
    }
  }

  private async committed(admin: Admin, group: string): Promise<Offsets> {
    const found = await admin.fetchOffsets({ groupId: this.client.prefixed(group), topics: this.topics.map((topic) => this.client.prefixed(topic)) });
    const known = found.map(({ topic, partitions }) => {
      const committed = partitions.filter(({ offset }) => Number(offset) >= 0).map(({ partition, offset }) => [partition, offset] as const);
      return [this.client.unprefixed(topic), Object.fromEntries(committed)] as const;
    });
    return Object.fromEntries(known.filter(([, partitions]) => Object.keys(partitions).length > 0));
  }

  private async offsets(admin: Admin, which: 'high' | 'low'): Promise<Offsets> {
    const found = await Promise.all(this.topics.map(async (topic) => [topic, await admin.fetchTopicOffsets(this.client.prefixed(topic))] as const));
    return Object.fromEntries(found.map(([topic, partitions]) => [topic, Object.fromEntries(partitions.map((it) => [it.partition, it[which]]))]));
  }

  private async asAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.client.admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }
}
