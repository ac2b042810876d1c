import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { topics as contracts } from '#libs/contracts/events/all';
import { eventually } from '#libs/testing/eventually';
import { testBrokers } from '#libs/testing/start-service';
import { KafkaClient } from './kafka.client.ts';
import { readTopics } from './topics.file.ts';
import { declareTopics } from './topics.ts';

const shipped = join(import.meta.dirname, '../../deploy/kafka/topics.yaml');
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'topics-'));
});

async function file(topics: string, defaults = 'partitions: 3, replicationFactor: -1, keyed: true, configs: { retention.ms: 1000000 }'): Promise<string> {
  const path = join(directory, `${randomBytes(4).toString('hex')}.yaml`);
  await writeFile(path, `defaults: { ${defaults} }\ntopics:\n${topics}`);
  return path;
}

test('every topic of the contracts is declared, and no other', async () => {
  const declared = await readTopics(shipped);
  expect(declared.map(({ name }) => name).toSorted()).toEqual(contracts.map(({ name }) => name).toSorted());
  expect(declared.every(({ keyed, configs }) => keyed && configs['retention.ms'] === '2592000000')).toBe(true);
});

describe('a file that makes no sense is refused with the reason', () => {
  test.each([
    ['an unknown key', '  - { name: a, partition: 3 }', /partition/],
    ['a name twice', '  - name: a\n  - name: a', /declared twice/],
    ['a bad name', '  - name: "A b"', /name/],
    ['no partitions', '  - { name: a, partitions: 0 }', /partitions/],
    ['no YAML', '  - {', /cannot be read/],
  ])('%s', async (_what, topics, reason) => {
    await expect(readTopics(await file(topics))).rejects.toThrow(reason);
  });
});

describe('an installation’s own numbers', () => {
  const two = '  - name: one\n  - name: two';

  test('stand before those of the file, and may name another topic', async () => {
    const topics = await readTopics(await file(two), '{"two":{"partitions":12,"retentionMs":5},"three":{"partitions":1,"retentionMs":6}}');
    expect(topics.map(({ name, partitions, keyed, configs }) => [name, partitions, keyed, configs['retention.ms']])).toEqual([['one', 3, true, '1000000'], ['two', 12, true, '5'], ['three', 1, true, '6']]);
  });

  test.each([['no JSON', '{', /KAFKA_TOPICS/], ['an unknown key', '{"two":{"partitions":1,"retentionMs":1,"retention":2}}', /retention/], ['no partitions', '{"two":{"partitions":0,"retentionMs":1}}', /two\.partitions/]])('%s is refused', async (_what, own, reason) => {
    await expect(readTopics(await file(two), own)).rejects.toThrow(reason);
  });
});

describe('declaring topics on a broker', () => {
  const prefix = `d${randomBytes(4).toString('hex')}.`;
  const declare = async (topics: string, defaults?: string) => declareTopics({ brokers: testBrokers(), prefix, file: await file(topics, defaults) });

  test('creates what is missing, once', async () => {
    expect(await declare('  - name: one\n  - { name: two, partitions: 1 }')).toEqual({ created: ['one', 'two'], configured: [] });
    expect(await declare('  - name: one\n  - { name: two, partitions: 1 }\n  - name: three')).toEqual({ created: ['three'], configured: [] });
  });

  test('sets configs and leaves alone what an operator set', async () => {
    const admin = new KafkaClient({ brokers: testBrokers(), topicPrefix: prefix }).admin();
    await admin.connect();
    const name = `${prefix}one`;
    // The controller has answered before the broker, which is asked, hears of a change.
    const shows = (configs: Record<string, string>) =>
      eventually(async () => {
        const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name }] });
        expect(Object.fromEntries((resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]))).toMatchObject(configs);
      });
    await admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name, configEntries: [{ name: 'retention.ms', value: '1000000' }, { name: 'max.message.bytes', value: '700000' }] }] });
    await shows({ 'retention.ms': '1000000', 'max.message.bytes': '700000' });
    expect(await declare('  - { name: one, configs: { retention.ms: 2000000 } }')).toEqual({ created: [], configured: ['one'] });
    await shows({ 'retention.ms': '2000000', 'max.message.bytes': '700000' });
    await admin.disconnect();
  });

  test('refuses another number of partitions for a keyed topic, before it changes anything', async () => {
    await expect(declare('  - { name: one, partitions: 6 }\n  - name: four')).rejects.toThrow(/Topic one has 3 partitions, declared are 6.*order/);
    expect(await declare('  - name: four')).toEqual({ created: ['four'], configured: [] });
  });

  test('gives a topic without keys more partitions, never fewer', async () => {
    await declare('  - { name: loose, keyed: false, partitions: 2 }');
    expect(await declare('  - { name: loose, keyed: false, partitions: 4 }')).toEqual({ created: [], configured: ['loose'] });
    await expect(declare('  - { name: loose, keyed: false, partitions: 1 }')).rejects.toThrow(/cannot take partitions away/);
  });
});
