// docs/operations/metrics.md against what the services answer at /metrics, and the alerts against it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { startService } from '#libs/testing/start-service';
import { describingEnvironment } from '../../tools/openapi/environment.ts';
import { services } from './all-services.ts';
import { type Documented, documentedMetrics, undocumentedIn } from './documented-metrics.ts';
import { root } from './source-files.ts';

const documented = await documentedMetrics();

function isOf(service: string, { of }: Documented): boolean {
  return ['every', 'databases', service].includes(of) || (of === 'topics' && service !== 'gateway');
}

test.each(services)('$name answers what is documented, by name and type, and nothing else', async (service) => {
  // What belongs to the database and the broker of this run is filled in by startService.
  const { DATABASE_URL: _database, KAFKA_BROKERS: _brokers, JWKS_URL: _keys, ...env } = describingEnvironment();
  const started = await startService(service, { env });
  try {
    const answer = await (await fetch(`${started.managementUrl}/metrics`)).text();
    const told = [...answer.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => `${name} ${type}`);
    expect(told.toSorted()).toEqual(documented.filter((each) => isOf(service.name, each)).map(({ name, type }) => `${name} ${type}`).toSorted());
    for (const [, name = '', labels = ''] of answer.matchAll(/^([a-z_]+?)(?:_bucket|_sum|_count)?\{([^}]*)\}/gm)) {
      const known = documented.find((each) => each.name === name)?.labels ?? [];
      const used = [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label ?? '').filter((label) => label !== 'service' && label !== 'le');
      expect({ name, unknown: used.filter((label) => !known.includes(label)) }).toEqual({ name, unknown: [] });
    }
  } finally {
    await started.stop();
  }
}, 60_000);

test('alerts ask for documented metrics only', async () => {
  const { groups }: { groups: { rules: { expr: string }[] }[] } = parse(await readFile(join(root, 'charts/partner-management/files/alerts.yaml'), 'utf8'));
  const { asked, undocumented } = await undocumentedIn(groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)));
  expect(undocumented).toEqual([]);
  expect(asked).toBeGreaterThan(15);
});
