// `npm run chart` writes what is generated of charts/partner-management (its README's table, the committed renders); `npm run chart:check` proves the whole
// chart, part of `npm test`. Helm, kubeconform and helm-unittest are built from Go modules the first time, and kept in .local/chart.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../deploy/local/root.ts';
import { differences, writeGenerated, type Generated } from '../contracts/generated-files.ts';
import { programs, type Programs } from './programs.ts';
import { readme } from './readme.ts';
import { committed, render, sets, valuesOf, withoutChance } from './render.ts';
import { cache, chart, Refused, run } from './run.ts';
import { locations, schemas, versions } from './schemas.ts';
import { fuzz } from './unknown-keys.ts';

const say = (sentence: string): void => console.log(sentence);

try {
  const tools = await programs(say);
  const generated = await documents(tools);
  if (process.argv.includes('--check')) await check(tools, generated);
  else say(writeGenerated(root, generated).join('\n') || 'Nothing has changed.');
} catch (error) {
  console.error(error instanceof Refused ? error.message : error);
  process.exitCode = 1;
}

async function check(tools: Programs, generated: Generated): Promise<void> {
  const stale = differences(root, generated);
  if (stale.length > 0) throw new Refused(`Not as the chart says; run \`npm run chart\`, look at what has changed, and commit:\n${stale.map((line) => `  ${line}`).join('\n')}`);
  say(`README and ${committed.length} renders are as the chart makes them.`);

  for (const set of sets()) await run(tools.helm, ['lint', '--strict', '--quiet', '--kube-version', '1.35.0', '--values', valuesOf(set), chart]);
  say(`helm lint --strict: ${sets().length} sets of values.`);

  const { tried, wrong } = fuzz();
  if (wrong.length > 0) throw new Refused(wrong.join('\n'));
  await refusedByHelm(tools);
  say(`Unknown keys: refused in all ${tried} objects.`);

  const [, tests] = /Tests:\s+(\d+) passed/.exec(await run(tools['helm-unittest'], ['--strict', chart])) ?? [];
  if (tests === undefined) throw new Refused('helm-unittest ran no test.');
  say(`helm-unittest: ${tests} tests pass.`);
  await conform(tools);
}

async function documents({ helm }: Programs): Promise<Generated> {
  const folder = 'charts/partner-management/ci/rendered';
  const renders = await Promise.all(committed.map(async (set) => [`${folder}/${set}.yaml`, withoutChance(await render(helm, set))] as const));
  return { files: new Map([...renders, ['charts/partner-management/README.md', readme()]]), folders: [folder] };
}

/** That Helm itself asks the schema. */
async function refusedByHelm({ helm }: Programs): Promise<void> {
  for (const key of ['nonsense', 'services.leads.nonsense', 'kafka.strimzi.nonsense']) {
    const answer = await run(helm, ['template', 'prm', chart, '--values', valuesOf('minimal'), '--set', `${key}=1`]).catch((error: unknown) => String(error));
    if (!/nonsense/.test(answer) || !/[Aa]dditional propert/.test(answer)) throw new Refused(`Helm takes the unknown key ${key}.`);
  }
}

/** Every set, as Helm makes it for that version, against the schemas of each version of Kubernetes. */
async function conform({ helm, kubeconform }: Programs): Promise<void> {
  const known = await schemas(say);
  const scratch = join(cache, `render-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  try {
    for (const set of sets()) writeFileSync(join(scratch, `${set}.yaml`), await render(helm, set));
    for (const version of versions) await run(kubeconform, ['-strict', '-kubernetes-version', version, ...locations(known), scratch]);
    const resources = sets().reduce((sum, set) => sum + (readFileSync(join(scratch, `${set}.yaml`), 'utf8').match(/^kind:/gm)?.length ?? 0), 0);
    say(`kubeconform -strict: ${resources} resources of ${sets().length} sets, Kubernetes ${versions[0]} to ${versions.at(-1)}.`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
