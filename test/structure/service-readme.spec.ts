import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { services } from './all-services.ts';
import { tableRows } from './readme.ts';
import { factsOf, sharedFacts, tablesOf, type Facts } from './service-facts.ts';
import { filesBelow, root } from './source-files.ts';

/** Heading in the README, key of the facts, and how many cells are checked. */
const checked = [
  ['Publishes', 'publishes', 1],
  ['Listens to', 'listensTo', 1],
  ['Tables', 'tables', 1],
  ['Endpoints', 'endpoints', 2],
  ['Environment', 'environment', 2],
] as const satisfies readonly (readonly [string, keyof Facts, 1 | 2])[];

const facts = new Map<string, Facts>();
let everywhere: ReturnType<typeof sharedFacts>;

beforeAll(async () => {
  const tables = new Map<string, string[]>();
  for (const service of services) tables.set(service.name, await tablesOf(service));
  const [first = [], ...others] = services.filter(({ kafka }) => kafka !== 'none').map(({ name }) => tables.get(name) ?? []);
  const common = first.filter((table) => others.every((each) => each.includes(table)));
  for (const service of services) facts.set(service.name, factsOf(service, (tables.get(service.name) ?? []).filter((table) => !common.includes(table))));
  everywhere = sharedFacts(common);
}, 120_000);

describe.each(services.map(({ name }) => name))('services/%s/README.md', (name) => {
  test.each(checked)('%s', (heading, key, cells) => {
    expect(tableRows(`services/${name}/README.md`, heading, cells)).toEqual(facts.get(name)?.[key]);
  });
});

describe('services/README.md says once what every service has', () => {
  test.each(checked.slice(2))('%s', (heading, key, cells) => {
    expect(tableRows('services/README.md', heading, cells)).toEqual(Reflect.get(everywhere, key));
  });
});

test('every event that a service owns is appended somewhere in its code', () => {
  const silent = services.flatMap(({ name }) => {
    const code = filesBelow(`services/${name}`).filter((file) => /(?<!\.spec)\.ts$/.test(file)).map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    return (facts.get(name)?.publishes ?? []).filter((type) => !code.includes(`'${type}'`));
  });
  expect(silent).toEqual([]);
});
