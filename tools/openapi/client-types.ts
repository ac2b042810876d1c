import { z } from 'zod';

/** As much of JSON Schema as the contracts' schemas use. */
const schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  get allOf() {
    return z.array(schema).optional();
  },
  get anyOf() {
    return z.array(schema).optional();
  },
  get oneOf() {
    return z.array(schema).optional();
  },
  get items() {
    return schema.optional();
  },
  get properties() {
    return z.record(z.string(), schema).optional();
  },
  required: z.array(z.string()).optional(),
  get additionalProperties() {
    return z.union([z.boolean(), schema]).optional();
  },
});
type Schema = z.output<typeof schema>;

const content = z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: schema.optional() })).optional() });
const operation = z.looseObject({
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).optional(),
  requestBody: content.optional(),
  responses: z.record(z.string(), content),
});
type Operation = z.output<typeof operation>;

const document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), schema) }),
});

const json = (of: z.output<typeof content> | undefined): Schema | undefined => of?.content?.['application/json']?.schema;

/** The API as TypeScript sees it: every schema, and for every route what is asked, sent and answered. */
export function clientTypes(text: string): string {
  const { paths, components } = document.parse(JSON.parse(text));
  const schemas = Object.entries(components.schemas).map(([name, it]) => `  ${name}: ${typeOf(it, '  ')};`);
  const routes = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, it]) => routeOf(`${method.toUpperCase()} ${path}`, it)));
  return [
    '// The API as docs/openapi.json describes it. Written by `npm run openapi` and not to be edited: `npm test` fails where it is stale.',
    `export interface Schemas {\n${schemas.join('\n')}\n}\n`,
    '/** By method and path; `query` names what may be asked for. */',
    `export interface Routes {\n${routes.join('\n')}\n}\n`,
  ].join('\n');
}

function routeOf(name: string, { parameters = [], requestBody, responses }: Operation): string {
  const query = parameters.filter((it) => it.in === 'query').map((it) => literal(it.name));
  const answers = Object.entries(responses).filter(([status]) => status.startsWith('2')).map(([, answer]) => typeOfAnswer(answer));
  const body = json(requestBody);
  return [
    `  ${literal(name)}: {`,
    `    query: ${query.length === 0 ? 'never' : query.join(' | ')};`,
    `    body: ${body === undefined ? 'undefined' : bodyType(body)};`,
    `    answer: ${union(answers)};`,
    '  };',
  ].join('\n');
}

/** Where null will do, nothing will. */
const bodyType = (body: Schema): string => (Array.isArray(body.type) && body.type.includes('null') ? union([typeOf(body, '    '), 'undefined']) : typeOf(body, '    '));

const typeOfAnswer = (answer: z.output<typeof content>): string => {
  const told = json(answer);
  return told === undefined ? 'undefined' : typeOf(told, '    ');
};

function typeOf(it: Schema, indent: string): string {
  if (it.$ref !== undefined) return `Schemas[${literal(it.$ref.split('/').at(-1))}]`;
  if (it.enum !== undefined) return union(it.enum.map(literal));
  if (it.const !== undefined) return literal(it.const);
  const either = it.anyOf ?? it.oneOf;
  if (either !== undefined) return union(either.map((one) => typeOf(one, indent)));
  const own = it.properties === undefined && it.allOf !== undefined ? [] : [plainType(it, indent)];
  return [...(it.allOf ?? []).map((one) => typeOf(one, indent)), ...own].join(' & ');
}

function plainType(it: Schema, indent: string): string {
  const types = typeof it.type === 'string' ? [it.type] : (it.type ?? ['unknown']);
  return union(types.map((type) => {
    if (type === 'object') return objectType(it, indent);
    if (type === 'array') return arrayOf(it.items === undefined ? 'unknown' : typeOf(it.items, indent));
    return type === 'integer' ? 'number' : type;
  }));
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const fields = Object.entries(properties).map(([name, it]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : literal(name);
    const type = typeOf(it, `${indent}  `);
    return `${indent}  ${key}${required.includes(name) ? `: ${type}` : `?: ${union([type, 'undefined'])}`};`;
  });
  if (fields.length > 0) return `{\n${fields.join('\n')}\n${indent}}`;
  if (additionalProperties === false) return 'Record<string, never>';
  return `Record<string, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent) : 'unknown'}>`;
}

const union = (types: readonly string[]): string => [...new Set(types)].join(' | ');
const arrayOf = (type: string): string => (/[|&]/.test(outside(type)) ? `(${type})[]` : `${type}[]`);
/** What of a type stands in no object: the fields of one may be unions, and it still is none. */
const outside = (type: string): string => {
  const within = type.replaceAll(/\{[^{}]*\}/g, '');
  return within === type ? type : outside(within);
};
const literal = (value: unknown): string => (typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : JSON.stringify(value));
