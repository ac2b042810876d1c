import { randomUUID } from 'node:crypto';
import { KafkaClient } from '#libs/messaging/kafka.client';
import { toRecord } from '#libs/messaging/outbox.record';
import type { RunningService } from '../deploy/local/service-process.ts';

/** An event as another service, or the CRM, would tell it. */
export interface Told {
  readonly subject: string;
  readonly type: string;
  readonly data: object;
}

const usd = (amount: string) => ({ amount, currency: 'USD' });
const account = { id: randomUUID(), name: 'Walmart Inc.', country: 'US' };

export function approved(partnerId: string): Told {
  const owner = { name: 'Jane Doe', email: 'jane@x.example', locale: 'en' };
  return { subject: partnerId, type: 'partner.approved.v1', data: { applicationId: randomUUID(), reference: 'PTN-1', companyName: 'CyberTech', country: 'US', tier: 'gold', owner, approvedAt: '2026-01-01T00:00:00Z' } };
}

export function won({ id, partnerId }: { id: string; partnerId: string }): Told {
  const named = { reference: 'DEAL-7K3M-9QXD', partnerId, companyName: 'CyberTech', account, productFamilies: ['cloud-scanner'], source: { kind: 'registration' }, sellerId: partnerId };
  return { subject: id, type: 'deal.won.v1', data: { ...named, amount: usd('4200000.00'), contract: 'one_off', closedOn: '2026-10-01', wonAt: '2026-10-01T12:00:00Z' } };
}

export function paid(dealId: string): Told {
  return { subject: dealId, type: 'invoice.paid.v1', data: { invoiceId: randomUUID(), dealId, amount: usd(`${Math.floor(Math.random() * 1_000_000)}.37`), paidOn: new Date().toISOString().slice(0, 10) } };
}

export async function tell(service: RunningService, topic: string, events: readonly Told[]): Promise<void> {
  const client = new KafkaClient({ brokers: String(service.env['KAFKA_BROKERS']).split(','), topicPrefix: String(service.env['KAFKA_PREFIX']) });
  const producer = client.producer();
  await producer.connect();
  const messages = events.map(({ subject, type, data }) =>
    toRecord({ id: randomUUID(), topic, aggregate: subject, type, payload: JSON.stringify(data), headers: { time: new Date().toISOString() }, sequence: '1', seq: '1' }, '/bench'),
  );
  for (let at = 0; at < messages.length; at += 500) await producer.sendBatch({ acks: -1, topicMessages: [{ topic: client.prefixed(topic), messages: messages.slice(at, at + 500) }] });
  await producer.disconnect();
}
