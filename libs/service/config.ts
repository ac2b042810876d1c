import { z } from 'zod';
import { baseShape, type BaseShape } from './config.base.ts';

export { bool, csv, duration, gathering, integer, list, port, url } from './config.values.ts';

/** Where a configuration is read from; `process.env` or a literal in a spec. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process; the only place in the libs that reads it. */
export function processEnvironment(): Environment {
  return process.env;
}

/** Every wrong or missing variable in one message; never the values, which may be secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly variables: readonly { name: string; detail: string }[]) {
    super(`The environment is not usable:\n${variables.map(({ name, detail }) => `  ${name}: ${detail}`).join('\n')}`);
  }
}

export interface ConfigClass<S extends z.ZodRawShape> {
  new (environment: Environment): z.output<z.ZodObject<BaseShape & S>>;
  /** The schema by variable, for documentation and its spec. */
  readonly shape: BaseShape & S;
}

export interface ConfigOptions {
  /** What this service does not use, so that its variables may be absent. */
  without?: readonly ('database' | 'kafka' | 'outbox' | 'tokens')[];
}

const neededFor = { database: ['DATABASE_URL'], kafka: ['KAFKA_BROKERS'], outbox: ['ERASURE_KEY'], tokens: ['JWKS_URL'] } as const;

/**
 * The class that holds a service's environment, parsed; it is type and injection token at once. Its constructor throws a
 * `ConfigError` that lists every wrong variable. The base variables (`config.base.ts`) are part of every service's.
 * @example export class Config extends defineConfig({ MAIL_FROM: z.email(), SMTP_URL: url('smtp', 'smtps') }) {}
 */
export function defineConfig<S extends z.ZodRawShape>(shape: S, options?: ConfigOptions): ConfigClass<S>;
export function defineConfig(shape: z.ZodRawShape, { without = [] }: ConfigOptions = {}) {
  const merged = { ...baseShape, ...shape };
  const optional = new Set<string>(without.flatMap((part) => neededFor[part]).filter((name) => !(name in shape)));
  return class ServiceConfig {
    static readonly shape = merged;
    constructor(environment: Environment) {
      Object.assign(this, parse(merged, environment, optional));
      Object.freeze(this);
    }
  };
}

function parse(shape: Readonly<Record<string, z.core.$ZodType>>, environment: Environment, optional: ReadonlySet<string>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const wrong: { name: string; detail: string }[] = [];
  for (const [name, field] of Object.entries(shape)) {
    const text = environment[name]?.trim() || undefined;
    if (text === undefined && optional.has(name)) {
      values[name] = '';
      continue;
    }
    const result = z.safeParse(field, text);
    if (result.success) values[name] = result.data;
    else wrong.push({ name, detail: explain(text, result.error, expectation(field)) });
  }
  if (values.NODE_ENV === 'production' && values.CLOCK_OFFSET !== 0 && values.CLOCK_OFFSET !== undefined) {
    wrong.push({ name: 'CLOCK_OFFSET', detail: 'must not be set when NODE_ENV is production' });
  }
  if (wrong.length > 0) throw new ConfigError(wrong);
  return values;
}

function explain(text: string | undefined, error: z.ZodError, description: string | undefined): string {
  const reasons = [...new Set(error.issues.map((issue) => issue.message))].join('; ');
  const problem = text === undefined ? 'is missing' : `is wrong (${reasons})`;
  return description ? `${problem}; expected ${description}` : problem;
}

/** The description of a schema, or of what `.default()` and `.optional()` wrap. */
export function expectation(field: z.core.$ZodType): string | undefined {
  const described = z.globalRegistry.get(field)?.description;
  if (described) return described;
  return field instanceof z.ZodDefault || field instanceof z.ZodOptional ? expectation(field.def.innerType) : undefined;
}
