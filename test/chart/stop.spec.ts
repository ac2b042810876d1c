import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { services } from '../structure/all-services.ts';
import { root } from '../structure/source-files.ts';
import { component, deployment, head, rendered } from './rendered.ts';

const commands = readFileSync(join(root, 'docs/operations/backup.md'), 'utf8').split('\n').map((line) => line.trim());
const all = [...services.map(({ name }) => name), 'portal'].toSorted();

test.each(['production', 'evaluation'] as const)('what backup.md sets to none before a restore are the services, all of them and no server (%s)', (set) => {
  const selectors = commands.flatMap((line) => /^kubectl .*scale deployments --selector (\S+)=(\S+) --replicas=0$/.exec(line)?.slice(1) ?? []);
  expect(selectors).toEqual(['app.kubernetes.io/instance', 'prm']);
  const stopped = rendered(set, 'Deployment', deployment).filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/instance'] === 'prm');
  expect(stopped.map(({ metadata }) => component(metadata.labels ?? {})).toSorted()).toEqual(all);
  expect(rendered(set, 'StatefulSet', head).map(({ metadata }) => component(metadata.labels ?? {})).toSorted()).toEqual(set === 'production' ? [] : ['kafka', 'mail', 'postgres']);
});

test('what backup.md begins again by name has that name', () => {
  const names = commands.flatMap((line) => /^kubectl .*scale deployment (\S+) /.exec(line)?.[1] ?? []);
  expect(names).toHaveLength(1);
  expect(rendered('production', 'Deployment', deployment).map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(names));
});
