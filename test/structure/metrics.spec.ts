// docs/operations/metrics.md against what the services answer at /metrics, and the alerts against it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { startService } from '#libs/testing/start-service';
import { describingEnvironment } from '../../tools/openapi/environment.ts';
import { services } from './all-services.ts';
import { root } from './source-files.ts';

interface Documented {
  readonly name: string;
  readonly of: string;
  readonly type: string;
  readonly labels: readonly string[];
}

const row = /^\| `([a-z_]+)` \| (\w+) \| (\w+) \| ([^|]+) \|/gm;
const documented = await read();

async function read(): Promise<Documented[]> {
  const text = await readFile(join(root, 'docs/operations/metrics.md'), 'utf8');
  return [...text.matchAll(row)].map(([, name = '', of = '', type = '', labels = '']) => ({ name, of, type, labels: labels === '–' ? [] : labels.split(', ') }));
}

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
  const asked = groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => [...expr.matchAll(/\b([a-z]+_[a-z0-9_]+)\b(?=[\s[{)])/g)].map(([, name = '']) => name.replace(/_(bucket|count|sum)$/, ''))));
  const ours = documented.map(({ name }) => name);
  // Functions of the language, and what Node and Prometheus tell by themselves.
  const others = /^(histogram_quantile|min_over_time|nodejs_eventloop_lag_p99_seconds)$/;
  expect(asked.filter((name) => !ours.includes(name) && !others.test(name))).toEqual([]);
  expect(asked.length).toBeGreaterThan(15);
});
