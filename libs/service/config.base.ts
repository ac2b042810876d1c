import { z } from 'zod';
import { bool, csv, duration, gathering, fraction, integer, port, url } from './config.values.ts';

const samplers = ['always_on', 'always_off', 'traceidratio', 'parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'] as const;

/** Variables of every service. Where there is a default, production may keep it. */
export const baseShape = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development').describe('development, test or production'),
  HOST: z.string().default('0.0.0.0').describe('the address to listen on'),
  MANAGEMENT_HOST: z.string().default('0.0.0.0').describe('the address on which health and metrics listen'),
  PORT: port().default(3000),
  MANAGEMENT_PORT: port().default(3200),
  PUBLIC_URL: url('http', 'https'),
  DATABASE_URL: url('postgres', 'postgresql'),
  DATABASE_POOL_SIZE: integer(1, 200).default(10),
  KAFKA_BROKERS: z
    .string()
    .regex(/^[\w.-]+:\d{1,5}(,[\w.-]+:\d{1,5})*$/, 'not host:port')
    .transform((text) => text.split(','))
    .describe('brokers as host:port, comma-separated'),
  KAFKA_PREFIX: z
    .string()
    .regex(/^[\w.-]{0,64}$/, 'only letters, digits, dot, dash and underscore')
    .default(''),
  KAFKA_TLS: bool().default(false),
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional().describe('plain, scram-sha-256 or scram-sha-512'),
  KAFKA_USERNAME: z.string().default(''),
  KAFKA_PASSWORD: z.string().default(''),
  /** false where another process relays this service's outbox. */
  OUTBOX_RELAY: bool().default(true),
  /** Independent relays of this service's outbox, each with its share of the aggregates; another number only while the outbox is empty. */
  OUTBOX_SHARDS: integer(1, 16).default(1),
  /** Events handled at once; stay below DATABASE_POOL_SIZE. */
  CONSUMER_CONCURRENCY: integer(1, 100).default(6),
  /** How long events may gather after those before them, so that more of them share a fetch and a transaction; the first after a rest of the whole service's consumer is handled at once. */
  CONSUMER_GATHER: gathering().default(0),
  /** Keys of the digests by which erased people are known again; the first makes new ones, all are looked for, so that one may be dropped 45 days after it was followed. */
  ERASURE_KEY: csv(z.string().min(32, 'shorter than 32 characters')).describe('secrets of at least 32 characters, comma-separated, the newest first'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info').describe('a pino level'),
  CLOCK_OFFSET: duration().default(0),
  JWKS_URL: url('http', 'https', 'data'),
  TOKEN_ISSUER: z.string().default('partner-management'),
  TOKEN_AUDIENCE: z.string().default('partner-management'),
  BODY_LIMIT: integer(1024, 16 * 1024 * 1024).default(256 * 1024),
  /** Where spans go, by OTLP over HTTP; without it no SDK is loaded. The SDK reads OpenTelemetry's other variables by itself. */
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http', 'https').optional(),
  OTEL_TRACES_SAMPLER: z.enum(samplers).default('parentbased_always_on').describe(samplers.join(', ')),
  OTEL_TRACES_SAMPLER_ARG: fraction().default(1),
  /** How long a stop may take before the process ends anyway. */
  SHUTDOWN_TIMEOUT: duration().default(12_000),
  /** Time between "not ready" and closing the door, for load balancers that need to notice. */
  SHUTDOWN_DELAY: duration().default(0),
};

export type BaseShape = typeof baseShape;
type BaseValues = z.output<z.ZodObject<BaseShape>>;

/** What every service's configuration has; also the injection token under which libs ask for it. */
export abstract class BaseConfig extends withBaseValues() {}

function withBaseValues(): new () => BaseValues;
function withBaseValues() {
  return class {};
}
