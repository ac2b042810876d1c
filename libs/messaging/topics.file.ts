import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

/** Topics could not be declared; the message says what to change. */
export class TopicsNotDeclared extends Error {
  override readonly name = 'TopicsNotDeclared';
}

export interface DeclaredTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly keyed: boolean;
  readonly configs: Readonly<Record<string, string>>;
}

const topicName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,199}$/);
const configs = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));
const settings = {
  partitions: z.int().min(1).max(1000),
  replicationFactor: z.int().min(-1).max(32767),
  keyed: z.boolean(),
  configs,
};
const file = z.strictObject({
  defaults: z.strictObject(settings),
  topics: z.array(z.strictObject({ name: topicName, ...settings }).partial({ partitions: true, replicationFactor: true, keyed: true, configs: true })).min(1),
});

const own = z.record(topicName, z.strictObject({ partitions: settings.partitions, retentionMs: z.int().min(1) }));

/** Reads the declaration of the topics, with the defaults filled in, and with what an installation says of its own (see `adjusted`). */
export async function readTopics(path: string, installation = ''): Promise<DeclaredTopic[]> {
  const parsed = file.safeParse(await yaml(path));
  if (!parsed.success) throw new TopicsNotDeclared(`${path}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
  const { defaults, topics } = parsed.data;
  const twice = topics.find(({ name }, index) => topics.findIndex((other) => other.name === name) !== index);
  if (twice) throw new TopicsNotDeclared(`${path}: topic ${twice.name} is declared twice`);
  const declared = topics.map((topic) => ({ ...defaults, ...topic, configs: { ...defaults.configs, ...topic.configs } }));
  return installation === '' ? declared : adjusted(declared, { name: '', ...defaults }, installation);
}

/** Partitions and retention as an installation wants them, JSON by the topic's name: `{"deals":{"partitions":12,"retentionMs":2592000000}}`. A name that the file does not have is one more topic. */
function adjusted(declared: readonly DeclaredTopic[], defaults: DeclaredTopic, installation: string): DeclaredTopic[] {
  const parsed = own.safeParse(json(installation));
  if (!parsed.success) throw new TopicsNotDeclared(`KAFKA_TOPICS: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
  const names = new Set([...declared.map((topic) => topic.name), ...Object.keys(parsed.data)]);
  return [...names].map((each) => {
    const topic = declared.find((it) => it.name === each) ?? { ...defaults, name: each };
    const wanted = parsed.data[each];
    return wanted === undefined ? topic : { ...topic, partitions: wanted.partitions, configs: { ...topic.configs, 'retention.ms': String(wanted.retentionMs) } };
  });
}

function json(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

async function yaml(path: string): Promise<unknown> {
  try {
    const parsed: unknown = parse(await readFile(path, 'utf8'));
    return parsed;
  } catch (error) {
    throw new TopicsNotDeclared(`${path} cannot be read: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}
