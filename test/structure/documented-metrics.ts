import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './source-files.ts';

export interface Documented {
  readonly name: string;
  readonly of: string;
  readonly type: string;
  readonly labels: readonly string[];
}

const row = /^\| `([a-z_]+)` \| (\w+) \| (\w+) \| ([^|]+) \|/gm;

/** The rows of docs/operations/metrics.md. */
export async function documentedMetrics(): Promise<Documented[]> {
  const text = await readFile(join(root, 'docs/operations/metrics.md'), 'utf8');
  return [...text.matchAll(row)].map(([, name = '', of = '', type = '', labels = '']) => ({ name, of, type, labels: labels === '–' ? [] : labels.split(', ') }));
}

// Functions of the language, and what Node and Prometheus tell by themselves.
const others = /^(histogram_quantile|min_over_time|label_replace|nodejs_eventloop_lag_p99_seconds|process_[a-z_]+)$/;

/** Metrics that a query asks for and nobody has documented; and how many it asks for at all. */
export async function undocumentedIn(queries: readonly string[]): Promise<{ asked: number; undocumented: string[] }> {
  const known = (await documentedMetrics()).map(({ name }) => name);
  const asked = queries.flatMap((query) => [...query.matchAll(/\b([a-z]+_[a-z0-9_]+)\b(?=[\s[{()])/g)].map(([, name = '']) => name.replace(/_(bucket|count|sum)$/, '')));
  return { asked: asked.length, undocumented: asked.filter((name) => !known.includes(name) && !others.test(name)) };
}
