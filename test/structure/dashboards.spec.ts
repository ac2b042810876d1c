// The chart's Grafana dashboards: made from tools/dashboards, of queries that Prometheus understands and metrics that there are.
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { dashboards } from '../../tools/dashboards/dashboards.ts';
import { grafanaOf } from '../../tools/dashboards/panels.ts';
import { undocumentedIn } from './documented-metrics.ts';
import { promtool } from './promtool.ts';
import { root } from './source-files.ts';

const folder = join(root, 'charts/partner-management/files/dashboards');
const queries = dashboards.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries.map(({ expr }) => expr)));

test('are committed as made', async () => {
  expect((await readdir(folder)).toSorted()).toEqual(dashboards.map(({ name }) => `${name}.json`).toSorted());
  // Stale: npm run dashboards
  for (const dashboard of dashboards) expect(JSON.parse(await readFile(join(folder, `${dashboard.name}.json`), 'utf8'))).toEqual(grafanaOf(dashboard));
});

test('ask for documented metrics only', async () => {
  expect((await undocumentedIn(queries)).undocumented).toEqual([]);
});

test('ask what Prometheus understands', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'dashboards-'));
  const file = join(scratch, 'queries.yaml');
  const rules = queries.map((expr, index) => ({ record: `query:${index}`, expr: expr.replaceAll('$service', 'leads') }));
  await writeFile(file, stringify({ groups: [{ name: 'queries', rules }] }));
  expect((await promtool('check', 'rules', file)).stdout).toContain(`SUCCESS: ${queries.length} rules found`);
  await rm(scratch, { recursive: true });
});

test.each(dashboards)('$title: no panel covers another, and each says what it shows', (dashboard) => {
  const { panels } = grafanaOf(dashboard) as { panels: { gridPos: { x: number; y: number; w: number; h: number }; description: string }[] };
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => Array.from({ length: w * h }, (_, index) => `${x + (index % w)}/${y + Math.floor(index / w)}`));
  expect(new Set(cells).size).toBe(cells.length);
  expect(cells.every((cell) => Number(cell.split('/')[0]) < 24)).toBe(true);
  expect(panels.every(({ description }) => description.length > 5)).toBe(true);
});
