import { Logger } from '@nestjs/common';
import kafkajs, { type Admin, type IResourceConfigEntry } from 'kafkajs';
import { KafkaClient } from './kafka.client.ts';
import type { KafkaOptions } from './messaging.options.ts';
import { createTopics } from './topics.create.ts';
import { type DeclaredTopic, readTopics, TopicsNotDeclared } from './topics.file.ts';

// Node does not see this name among the exports of a CommonJS module.
const { ConfigResourceTypes } = kafkajs;

export interface TopicsDeclaration extends Pick<KafkaOptions, 'ssl' | 'sasl' | 'clientId'> {
  readonly brokers: readonly string[];
  readonly prefix?: string;
  /** Path of deploy/kafka/topics.yaml. */
  readonly file: string;
  /** What an installation wants otherwise, as JSON (see `readTopics`). */
  readonly installation?: string;
}

/** What was done, topic names without prefix. */
export interface TopicsDeclared {
  readonly created: string[];
  readonly configured: string[];
}

/**
 * Creates the topics that are missing and sets the declared configs of those that are there; other configs stay as an operator set them. Safe to repeat.
 *
 * @throws TopicsNotDeclared for a file that makes no sense, and where a keyed topic has another number of partitions
 */
export async function declareTopics({ prefix = '', file, installation, ...kafka }: TopicsDeclaration): Promise<TopicsDeclared> {
  const declared = await readTopics(file, installation);
  const client = new KafkaClient({ ...kafka, topicPrefix: prefix });
  const admin = client.admin();
  await admin.connect();
  try {
    const existing = await partitionCounts(admin);
    const missing = declared.filter(({ name }) => !existing.has(client.prefixed(name)));
    const present = declared.filter(({ name }) => existing.has(client.prefixed(name)));
    // First every refusal, then the first change.
    for (const topic of present) checkPartitions(topic, existing.get(client.prefixed(topic.name)) ?? 0);
    await create(admin, client, missing);
    const configured: string[] = [];
    for (const topic of present) if (await change(admin, client.prefixed(topic.name), topic, existing)) configured.push(topic.name);
    const created = missing.map(({ name }) => name);
    new Logger('Topics').log({ msg: 'Topics declared', created, configured, topics: declared.length });
    return { created, configured };
  } finally {
    await admin.disconnect();
  }
}

/** Those of the topics that the broker does not have yet. */
export async function missingTopics({ prefix = '', ...kafka }: Omit<TopicsDeclaration, 'file' | 'installation'>, names: readonly string[]): Promise<string[]> {
  const client = new KafkaClient({ ...kafka, topicPrefix: prefix });
  const admin = client.admin();
  await admin.connect();
  try {
    const existing = await partitionCounts(admin);
    return names.filter((name) => !existing.has(client.prefixed(name)));
  } finally {
    await admin.disconnect();
  }
}

async function partitionCounts(admin: Admin): Promise<Map<string, number>> {
  const { topics } = await admin.fetchTopicMetadata();
  return new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
}

function checkPartitions(topic: DeclaredTopic, actual: number): void {
  if (actual === topic.partitions || (!topic.keyed && actual < topic.partitions)) return;
  const why = topic.keyed
    ? 'its events are kept in order by key, which another number of partitions would break'
    : 'Kafka cannot take partitions away';
  throw new TopicsNotDeclared(
    `Topic ${topic.name} has ${actual} partitions, declared are ${topic.partitions}: ${why}. Declare ${actual}, or move to a new topic.`,
  );
}

async function create(admin: Admin, client: KafkaClient, topics: readonly DeclaredTopic[]): Promise<void> {
  await createTopics(
    admin,
    topics.map(({ name, partitions, replicationFactor, configs }) => ({
      topic: client.prefixed(name),
      numPartitions: partitions,
      replicationFactor,
      configEntries: entries(configs),
    })),
  );
}

async function change(admin: Admin, topicName: string, topic: DeclaredTopic, existing: ReadonlyMap<string, number>): Promise<boolean> {
  let changed = false;
  if (!topic.keyed && (existing.get(topicName) ?? 0) < topic.partitions) {
    await admin.createPartitions({ topicPartitions: [{ topic: topicName, count: topic.partitions }] });
    changed = true;
  }
  const current = await overridden(admin, topicName);
  if (Object.entries(topic.configs).every(([name, value]) => current.get(name) === value)) return changed;
  // This request replaces all of a topic's own configs, so those that the file does not name go with it.
  const all = Object.fromEntries([...current, ...Object.entries(topic.configs)]);
  await admin.alterConfigs({ validateOnly: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topicName, configEntries: entries(all) }] });
  return true;
}

/** The configs that are set on the topic itself; the rest are the broker's. */
async function overridden(admin: Admin, topicName: string): Promise<Map<string, string>> {
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topicName }] });
  const TOPIC_CONFIG: number = 1;
  const own = resources[0]?.configEntries.filter(({ configSource }) => configSource === TOPIC_CONFIG) ?? [];
  return new Map(own.map(({ configName, configValue }) => [configName, configValue]));
}

function entries(configs: Readonly<Record<string, string>>): IResourceConfigEntry[] {
  return Object.entries(configs).map(([name, value]) => ({ name, value }));
}
