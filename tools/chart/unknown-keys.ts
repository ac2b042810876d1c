import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type SchemaObject } from 'ajv';
import { parse } from 'yaml';
import { sets, valuesOf } from './render.ts';
import { chart } from './run.ts';

type Json = Readonly<Record<string, unknown>>;

/** Objects in which the chart takes what Kubernetes or an operator takes; kubeconform looks at what comes of them. */
const foreign = /(^|\.)(affinity|extraEnv|extraVolumes|extraVolumeMounts|tolerations|matchExpressions|spec)(\.|$)/;

export interface Fuzzed {
  /** How many objects got a key that nobody knows. */
  readonly tried: number;
  /** Paths at which it was accepted, and files that are refused as they are. */
  readonly wrong: readonly string[];
}

/** Puts a key that nobody knows into every object of values.yaml and of all sets, one at a time: each time the schema must refuse it. */
export function fuzz(): Fuzzed {
  const schema = JSON.parse(readFileSync(join(chart, 'values.schema.json'), 'utf8')) as SchemaObject;
  const accepts = new Ajv({ strict: false }).compile(schema);
  const wrong: string[] = [];
  let tried = 0;
  for (const file of [join(chart, 'values.yaml'), join(chart, 'values-evaluation.yaml'), ...sets().map(valuesOf)]) {
    const values: unknown = parse(readFileSync(file, 'utf8')) ?? {};
    if (!accepts(values)) wrong.push(`${file} is refused as it is: ${JSON.stringify(accepts.errors?.[0])}`);
    for (const path of objectsIn(values).filter((each) => !foreign.test(each.join('.')))) {
      tried += 1;
      // Neither text nor an object with what a service or a topic has: nothing that a map with free names takes.
      if (accepts(withKey(values, path, { 'no such key!': { nonsense: true } }))) wrong.push(`${file}: ${path.join('.') || '(the top)'} takes a key that nobody knows`);
    }
  }
  return { tried, wrong };
}

function objectsIn(node: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(node)) return node.flatMap((item, index) => objectsIn(item, [...path, index]));
  if (!isObject(node)) return [];
  return [[...path], ...Object.entries(node).flatMap(([key, value]) => objectsIn(value, [...path, key]))];
}

function withKey(node: unknown, [step, ...rest]: readonly (string | number)[], more: Json): unknown {
  if (step === undefined) return { ...(isObject(node) ? node : {}), ...more };
  if (Array.isArray(node)) return node.map((item: unknown, index) => (index === step ? withKey(item, rest, more) : item));
  return isObject(node) ? { ...node, [step]: withKey(node[step], rest, more) } : node;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
