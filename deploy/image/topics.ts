// Declares the topics of deploy/kafka/topics.yaml on the broker of KAFKA_BROKERS: `docker run … partner-management/migrate deploy/image/topics.ts`.
// KAFKA_TOPICS, JSON, has other numbers of partitions and other retention by topic (the chart's kafka.topics).
import { join } from 'node:path';
import { declareTopics } from '#libs/messaging/topics';
import { environment, kafkaConfig } from './config.ts';

try {
  const { KAFKA_BROKERS: brokers, KAFKA_PREFIX: prefix, KAFKA_TLS: ssl, KAFKA_SASL_MECHANISM: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = kafkaConfig();
  const file = join(import.meta.dirname, '..', 'kafka', 'topics.yaml');
  const { created, configured } = await declareTopics({ brokers, prefix, ssl, file, installation: environment()['KAFKA_TOPICS']?.trim() ?? '', ...(mechanism ? { sasl: { mechanism, username, password } } : {}) });
  process.stdout.write(`Topics: ${created.length} created, ${configured.length} changed.\n`);
} catch (error) {
  process.stderr.write(`The topics could not be declared: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
