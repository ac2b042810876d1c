import { z } from 'zod';

/** A place where a caller may write what they like. */
export interface FreeText {
  /** `POST /api/deals` */
  readonly route: string;
  /** `/account/name`; `*` for each of a list; `?q` in the query, `:id` in the path, `Idempotency-Key` in the head. */
  readonly at: string;
  readonly longest: number;
}

const schema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  $ref: z.string().optional(),
  enum: z.unknown().optional(),
  const: z.unknown().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  maxLength: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});
type Schema = z.output<typeof schema>;
const operation = z.looseObject({
  requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) }).optional(),
  parameters: z.array(z.looseObject({ in: z.enum(['path', 'query', 'header', 'cookie']), name: z.string(), schema: z.unknown() })).default([]),
});
const document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), operation)), components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }) });

/** Every text of the OpenAPI document that has no form to keep: no list of values, no format, no pattern. */
export function freeTextsOf(openapi: unknown): FreeText[] {
  const { paths, components } = document.parse(openapi);
  const inside = (raw: unknown, at: string): Omit<FreeText, 'route'>[] => {
    const named = schema.parse(raw ?? {});
    const it = named.$ref === undefined ? named : schema.parse(components.schemas[named.$ref.split('/').at(-1) ?? '']);
    return [
      ...(isFree(it) ? [{ at, longest: it.maxLength ?? 1000 }] : []),
      ...[...(it.anyOf ?? []), ...(it.oneOf ?? []), ...(it.allOf ?? [])].flatMap((one) => inside(one, at)),
      ...Object.entries(it.properties ?? {}).flatMap(([name, property]) => inside(property, `${at}/${name}`)),
      ...(it.items === undefined ? [] : inside(it.items, `${at}/*`)),
      ...(typeof it.additionalProperties === 'object' ? inside(it.additionalProperties, `${at}/*`) : []),
    ];
  };
  const marks = { path: ':', query: '?', header: '', cookie: '' } as const;
  const all = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody, parameters }]) => {
      const bodies = Object.values(requestBody?.content ?? {}).flatMap((content) => inside(content.schema, ''));
      const beside = parameters.flatMap((parameter) => inside(parameter.schema, `${marks[parameter.in]}${parameter.name}`));
      return [...bodies, ...beside].map((text) => ({ route: `${method.toUpperCase()} ${path}`, ...text }));
    }),
  );
  return [...new Map(all.map((text) => [`${text.route} ${text.at}`, text])).values()];
}

const isFree = (it: Schema): boolean => (it.type === 'string' || (Array.isArray(it.type) && it.type.includes('string'))) && [it.enum, it.const, it.format, it.pattern].every((form) => form === undefined);
