import { z } from 'zod';
import { baseShape } from '#libs/service/config.base';

/** What the commands of the image `migrate` take from the environment. */
export const environment = (): Readonly<Record<string, string | undefined>> => process.env;

const kafka = z.object({
  KAFKA_BROKERS: baseShape.KAFKA_BROKERS,
  KAFKA_PREFIX: baseShape.KAFKA_PREFIX,
  KAFKA_TLS: baseShape.KAFKA_TLS,
  KAFKA_SASL_MECHANISM: baseShape.KAFKA_SASL_MECHANISM,
  KAFKA_USERNAME: baseShape.KAFKA_USERNAME,
  KAFKA_PASSWORD: baseShape.KAFKA_PASSWORD,
});

/** How to reach the broker, by the same variables as a service's. */
export function kafkaConfig(env = environment()): z.output<typeof kafka> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = kafka.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(`These environment variables are wrong: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ')}.`);
}
