import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { findGo } from './programs.ts';
import { run } from './run.ts';

/** The schema of one version of a custom resource, under the name that kubeconform looks for. */
export interface Definition {
  readonly name: string;
  readonly schema: unknown;
}

/** Where the operators' modules have their definitions. */
const folders = {
  'github.com/kedacore/keda/v2': 'config/crd/bases',
  'github.com/prometheus-operator/prometheus-operator': 'example/prometheus-operator-crd',
  'sigs.k8s.io/gateway-api': 'config/crd/standard',
} as const;

const crd = z.object({
  kind: z.literal('CustomResourceDefinition'),
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(z.object({ name: z.string(), schema: z.object({ openAPIV3Schema: z.unknown() }) })),
  }),
});

/** Custom resources of KEDA, the Prometheus operator, the Gateway API, Strimzi and CloudNativePG. */
export async function definitions(): Promise<Definition[]> {
  // CloudNativePG's module is not served by the module proxy: what stands beside this file describes the part of its API that the chart uses.
  const own = readFileSync(join(import.meta.dirname, 'cloudnativepg.yaml'), 'utf8');
  const texts = [...(await ofModules()), ...(await ofStrimzi()), own];
  return texts.flatMap((text) => parseAllDocuments(text)).flatMap((document) => {
    const content: unknown = document.toJS();
    return versionsOf(content);
  });
}

async function ofModules(): Promise<string[]> {
  const go = await findGo();
  const printed = await run(go, ['mod', 'download', '-json', ...Object.keys(folders)], { cwd: join(import.meta.dirname, 'operators'), env: { GOTOOLCHAIN: 'local', GOFLAGS: '' } });
  const modules = z.array(z.object({ Path: z.string(), Dir: z.string() })).parse(JSON.parse(`[${printed.trim().replaceAll(/\}\s*\{/g, '},{')}]`));
  return Object.entries(folders).flatMap(([path, folder]) => {
    const place = join(modules.find((module) => module.Path === path)?.Dir ?? '', folder);
    return readdirSync(place).filter((file) => file.endsWith('.yaml')).map((file) => readFileSync(join(place, file), 'utf8'));
  });
}

async function ofStrimzi(): Promise<string[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'strimzi-'));
  try {
    const jars = join(scratch, 'jars');
    mkdirSync(jars);
    await run('mvn', ['-q', '-B', '-f', join(import.meta.dirname, 'strimzi/pom.xml'), 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${jars}`]);
    const wanted = { topic: 'topic.KafkaTopic', user: 'user.KafkaUser' };
    const files = Object.entries(wanted).map(([name, type]) => `io.strimzi.api.kafka.model.${type}=${join(scratch, `${name}.yaml`)}`);
    await run('java', ['-cp', join(jars, '*'), 'io.strimzi.crdgenerator.CrdGenerator', '--yaml', ...files]);
    return Object.keys(wanted).map((name) => readFileSync(join(scratch, `${name}.yaml`), 'utf8'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function versionsOf(document: unknown): Definition[] {
  const read = crd.safeParse(document);
  if (!read.success) return [];
  const { group, names, versions } = read.data.spec;
  return versions.map((version) => ({ name: `${group}-${names.kind.toLowerCase()}-${version.name}.json`, schema: withHead(strict(version.schema.openAPIV3Schema)) }));
}

/** Of metadata, kubeconform sees for these kinds only that it is an object; a misspelt key of it is refused all the same. */
function withHead(schema: unknown): unknown {
  const metadata = { type: 'object', additionalProperties: false, properties: { name: {}, namespace: {}, labels: {}, annotations: {} } };
  return isObject(schema) && isObject(schema['properties']) ? { ...schema, properties: { ...schema['properties'], metadata } } : schema;
}

/** An object that names its properties has no others: what an API server would drop in silence is a mistake here. */
function strict(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strict);
  if (!isObject(node)) return node;
  const inner = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, strict(value)]));
  if (node['x-kubernetes-int-or-string'] === true) return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
  const open = node['x-kubernetes-preserve-unknown-fields'] === true || 'additionalProperties' in node;
  return isObject(node['properties']) && node['type'] === 'object' && !open ? { ...inner, additionalProperties: false } : inner;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
