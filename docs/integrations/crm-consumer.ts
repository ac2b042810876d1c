// A CRM that follows `deals`, alone: npm install kafkajs, then node crm-consumer.ts (Node 24). Fields and events that it does not know it leaves alone.
import { Kafka } from 'kafkajs';

const kafka = new Kafka({ clientId: 'example-crm', brokers: (process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(',') });
const consumer = kafka.consumer({ groupId: 'example-crm' });

/** The CRM's own opportunities, by deal id; a real CRM has a table with the sequence in it. */
const opportunities = new Map<string, { sequence: number; partner: string; customer: string; stage: string }>();

/** By what happened to a deal, or by the status in which a snapshot has it. */
const stages: Record<string, string> = {
  registered: 'registered', submitted: 'registered', resubmitted: 'registered', returned: 'returned', queued: 'waiting', approved: 'protected',
  rejected: 'closed', withdrawn: 'closed', expired: 'closed', revoked: 'closed', won: 'won', lost: 'lost',
};

await consumer.connect();
await consumer.subscribe({ topic: `${process.env['KAFKA_PREFIX'] ?? ''}deals`, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message: { headers = {}, value } }) => {
    const attribute = (name: string) => headers[`ce_${name}`]?.toString() ?? '';
    const [dealId, sequence, happened] = [attribute('subject'), Number(attribute('sequence')), /^deal\.(\w+)\.v1$/.exec(attribute('type'))?.[1] ?? ''];
    const known = opportunities.get(dealId);
    // The same event may come twice; the sequence of a deal only grows.
    if (sequence <= (known?.sequence ?? 0)) return;
    const { companyName, account, reference, status } = JSON.parse(value?.toString() ?? '{}');
    const stage = stages[happened === 'snapshotted' ? status : happened];
    if (stage === undefined) return;
    opportunities.set(dealId, { sequence, partner: companyName, customer: account.name, stage });
    // A snapshot of what is known already is no news.
    if (stage !== known?.stage) console.log(`${reference} ${companyName} with ${account.name}: ${stage}`);
  },
});
