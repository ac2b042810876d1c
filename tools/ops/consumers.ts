// `npm run ops -- consumers status [--max-lag=<events>]`: how far the service's group is in each partition of its topics.
import { groupStatus } from '#libs/messaging/consumer.status';
import { KafkaClient } from '#libs/messaging/kafka.client';
import { kafkaConfig } from '../../deploy/image/config.ts';
import { numberIn, onOneService, table } from './one-service.ts';
import { exitCodes, UsageError, usageOf } from './usage.ts';

await onOneService('consumers', { 'max-lag': { type: 'string' } }, async (here) => {
  if (here.words.join(' ') !== 'status') throw new UsageError(usageOf('consumers'));
  const most = numberIn(here, 'max-lag', 'consumers');
  const status = await here.database.inTransaction({ kind: 'system', name: 'ops-command' }, (tx) => groupStatus(client(here.service), here.service, tx));
  const { group, state, members, partitions } = status;
  const lag = partitions.reduce((sum, it) => sum + it.lag, 0);
  here.answer({ ...status, lag }, () => [
    `Group ${group} is ${state} with ${members} ${members === 1 ? 'member' : 'members'}, ${lag} events behind.`,
    ...table(
      ['topic', 'partition', 'committed', 'end', 'lag', 'last progress', 'parked keys', 'member'],
      partitions.map((it) => [it.topic, it.partition, it.committed ?? '-', it.end, it.lag, it.lastProgressAt ?? '-', it.parkedKeys, it.member ?? 'nobody']),
    ),
  ]);
  return most !== undefined && lag > most ? exitCodes.found : exitCodes.fine;
});

function client(service: string): KafkaClient {
  const { KAFKA_BROKERS: brokers, KAFKA_PREFIX: topicPrefix, KAFKA_TLS: ssl, KAFKA_SASL_MECHANISM: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = kafkaConfig();
  return new KafkaClient({ brokers, topicPrefix, ssl, clientId: `${service}-ops`, ...(mechanism ? { sasl: { mechanism, username, password } } : {}) });
}
