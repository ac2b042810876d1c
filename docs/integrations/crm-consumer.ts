// A CRM that follows `deals`, alone: npm install kafkajs, then node crm-consumer.ts (Node 24). Fields and events that it does not know it leaves alone.
import { Kafka } from 'kafkajs';

const kafka = new Kafka({ clientId: 'example-crm', brokers: (process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(',') });
const consumer = kafka.consumer({ groupId: 'example-crm' });

/** The CRM's own opportunities, by deal id; a real CRM has a table with the sequence in it. */
const opportunities = new Map<string, { sequence: number; partner: string; customer: string; stage: string }>();

const stages: Record<string, string> = {
  'deal.registered.v1': 'registered', 'deal.queued.v1': 'waiting', 'deal.approved.v1': 'protected', 'deal.rejected.v1': 'closed', 'deal.withdrawn.v1': 'closed',
  'deal.expired.v1': 'closed', 'deal.revoked.v1': 'closed', 'deal.won.v1': 'won', 'deal.lost.v1': 'lost',
};

await consumer.connect();
await consumer.subscribe({ topic: `${process.env['KAFKA_PREFIX'] ?? ''}deals`, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message: { headers = {}, value } }) => {
    const attribute = (name: string) => headers[`ce_${name}`]?.toString() ?? '';
    const [dealId, sequence, stage] = [attribute('subject'), Number(attribute('sequence')), stages[attribute('type')]];
    // The same event may come twice; the sequence of a deal only grows.
    if (stage === undefined || sequence <= (opportunities.get(dealId)?.sequence ?? 0)) return;
    const { companyName, account, reference } = JSON.parse(value?.toString() ?? '{}');
    opportunities.set(dealId, { sequence, partner: companyName, customer: account.name, stage });
    console.log(`${reference} ${companyName} with ${account.name}: ${stage}`);
  },
});
