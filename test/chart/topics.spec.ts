import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readTopics } from '#libs/messaging/topics.file';
import { readBy, writtenBy } from '#libs/service/wait';
import { services } from '../structure/all-services.ts';
import { filesBelow, root } from '../structure/source-files.ts';
import { component, kafkaTopic, kafkaUser, rendered } from './rendered.ts';

test('the topics are those of deploy/kafka/topics.yaml', async () => {
  const declared = await readTopics(join(root, 'deploy/kafka/topics.yaml'));
  const made = rendered('strimzi-cnpg', 'KafkaTopic', kafkaTopic).map(({ spec }) => ({ name: spec.topicName, partitions: spec.partitions, configs: Object.fromEntries(Object.entries(spec.config).map(([key, value]) => [key, String(value)])) }));
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
  expect(made.toSorted(byName)).toEqual(declared.map(({ name, partitions, configs }) => ({ name, partitions, configs })).toSorted(byName));
});

/** Topics that a service follows from their end, by its calls of `LiveTail`. */
function followedBy(name: string): string[] {
  const code = filesBelow(`services/${name}`).filter((file) => /(?<!\.spec)\.ts$/.test(file)).map((file) => readFileSync(join(root, file), 'utf8'));
  return code.flatMap((text) => [...text.matchAll(/\btail\.subscribe\(\s*(\w+),/g)].map(([, topic = '']) => topic));
}

describe('the rights at the broker', () => {
  const users = new Map(rendered('strimzi-cnpg', 'KafkaUser', kafkaUser).map(({ metadata, spec }) => [component(metadata.labels ?? {}), spec.authorization.acls]));
  const names = (user: string, type: string, operation: string) =>
    (users.get(user) ?? []).filter(({ resource, operations }) => resource.type === type && operations.includes(operation)).map(({ resource }) => resource.name).toSorted();

  test('are given to every service and the CRM, and to nobody else', () => {
    expect([...users.keys()].toSorted()).toEqual([...services.map(({ name }) => name), 'crm'].toSorted());
    expect(new Set([...users.values()].flat().flatMap(({ operations }) => operations))).toEqual(new Set(['Describe', 'Read', 'Write']));
  });

  test.each(services.map((service) => [service.name, service] as const))('%s writes and reads what its code does', (name, service) => {
    expect(names(name, 'topic', 'Write')).toEqual(writtenBy(service));
    expect(names(name, 'topic', 'Read')).toEqual([...readBy(service), ...followedBy(name)].toSorted());
    const groups = (users.get(name) ?? []).filter(({ resource }) => resource.type === 'group').map(({ resource }) => [resource.name, resource.patternType ?? 'literal']);
    expect(groups).toEqual([...(readBy(service).length > 0 ? [[name, 'literal']] : []), ...(followedBy(name).length > 0 ? [[`${name}.live.`, 'prefix']] : [])]);
  });

  test('somebody follows the feed', () => {
    expect(followedBy('gateway')).toEqual(['notifications']);
  });

  test('the CRM writes its own topic and reads deals', () => {
    expect([names('crm', 'topic', 'Write'), names('crm', 'topic', 'Read')]).toEqual([['crm'], ['deals']]);
  });
});
