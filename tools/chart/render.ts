import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chart, run } from './run.ts';

/** Names of the sets in ci/, without `-values.yaml`. */
export const sets = (): string[] => readdirSync(join(chart, 'ci')).filter((file) => file.endsWith('-values.yaml')).map((file) => file.replace('-values.yaml', ''));

export const valuesOf = (set: string): string => join(chart, `ci/${set}-values.yaml`);

/** What the chart makes of a set for the release `prm`. */
export const render = (helm: string, set: string, kubernetes = '1.35.0'): Promise<string> =>
  run(helm, ['template', 'prm', chart, '--namespace', 'partners', '--kube-version', kubernetes, '--values', valuesOf(set)]);

/** Sets of which the whole result is committed, for reviewers and for the specs in test/chart, which need no Helm. */
export const committed = ['evaluation', 'production', 'strimzi-cnpg'] as const;

/** The same without what is made anew by each run: generated secrets and what is computed of them. */
export function withoutChance(rendered: string): string {
  return rendered
    .split(/^---$/m)
    .map((document) => (/^kind: Secret$/m.test(document) ? document.replace(/^data:\n(?: {2}.*\n?)+/m, (data) => data.replaceAll(/: .+$/gm, ': generated')) : document))
    .join('---')
    .replaceAll(/^(\s+checksum\/secret:) \w+$/gm, '$1 computed');
}
