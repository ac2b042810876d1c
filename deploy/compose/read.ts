import { z } from 'zod';
import { parse } from 'yaml';

const condition = z.enum(['service_started', 'service_healthy', 'service_completed_successfully']);
const service = z.looseObject({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string(), args: z.record(z.string(), z.string()) }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({}),
  depends_on: z.record(z.string(), z.object({ condition })).default({}),
  profiles: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});

const file = z.object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) });

export type Compose = z.output<typeof file>;

/** The names of the variables that a compose file asks for. */
export const askedFor = (text: string): string[] => [...new Set([...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name))].toSorted();

/** A compose file as Docker reads it: anchors merged, variables put in. */
export function readCompose(text: string, variables: Readonly<Record<string, string>>): Compose {
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(/\$\{([A-Z_]+)(?::-([^}]*)|:\?[^}]*)?\}/g, (_all, name: string, otherwise?: string) => variables[name] || (otherwise ?? ''));
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each)]));
    return value;
  };
  return file.parse(filled(parse(text, { merge: true })));
}
