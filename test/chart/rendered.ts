import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const labels = z.record(z.string(), z.string());
const peer = z.object({ podSelector: z.object({ matchLabels: labels }).optional(), namespaceSelector: z.unknown().optional(), ipBlock: z.unknown().optional() });
const port = z.object({ port: z.union([z.number(), z.string()]) });
const variable = z.object({ name: z.string(), value: z.string().optional(), valueFrom: z.unknown().optional() });
export type Variable = z.output<typeof variable>;

export const head = z.object({ kind: z.string(), metadata: z.object({ name: z.string(), labels: labels.optional() }) });
export const deployment = head.extend({
  spec: z.object({ template: z.object({ spec: z.object({ containers: z.array(z.object({ name: z.string(), env: z.array(variable) })) }) }) }),
});
export const networkPolicy = head.extend({
  spec: z.object({
    podSelector: z.object({ matchLabels: labels }),
    policyTypes: z.array(z.string()),
    ingress: z.array(z.object({ from: z.array(peer).optional(), ports: z.array(port) })).default([]),
    egress: z.array(z.object({ to: z.array(peer).optional(), ports: z.array(port) })).default([]),
  }),
});
export const kafkaTopic = head.extend({ spec: z.object({ topicName: z.string(), partitions: z.number(), config: z.record(z.string(), z.union([z.string(), z.number()])) }) });
export const kafkaUser = head.extend({
  spec: z.object({
    authorization: z.object({
      acls: z.array(z.object({ resource: z.object({ type: z.string(), name: z.string(), patternType: z.string().optional() }), operations: z.array(z.string()) })),
    }),
  }),
});

/** All of one kind in a committed render of the chart; `npm run chart:check` holds these against the chart itself. */
export function rendered<T extends z.ZodType>(set: 'evaluation' | 'production' | 'strimzi-cnpg', kind: string, schema: T): z.output<T>[] {
  const text = readFileSync(join(import.meta.dirname, `../../charts/partner-management/ci/rendered/${set}.yaml`), 'utf8');
  const documents = parseAllDocuments(text).map((document): unknown => document.toJSON());
  return documents.filter((document) => head.safeParse(document).data?.kind === kind).map((document) => schema.parse(document));
}

export const component = (matched: Readonly<Record<string, string>>): string => matched['app.kubernetes.io/component'] ?? '';
