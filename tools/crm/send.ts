// What a CRM would send. Runs without the `source` condition, so that #libs/* are the compiled ones, in the environment of a service of the stack.
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { crm } from '#libs/contracts/events/crm';
import { KafkaClient } from '#libs/messaging/kafka.client';
import { topicsConfig } from '../../deploy/local/config.ts';

const report = z.object({ type: z.string(), data: z.looseObject({ dealId: z.string().optional(), accountId: z.string().optional(), invoiceId: z.string().optional() }), id: z.string().optional() });
const usage = `npm run crm -- <event type> '<data as JSON>', or one {"type": …, "data": …} a line on standard input`;
/** Records of one request; far below what the broker takes at once. */
const AT_ONCE = 200;

function records(lines: readonly unknown[]) {
  return lines.map((line) => {
    const { type, data, id = randomUUID() } = report.parse(line);
    const definition = Object.entries(crm.events).find(([name]) => name === type)?.[1];
    if (definition === undefined) throw new Error(`The topic crm has no event ${type}; it has: ${Object.keys(crm.events).join(', ')}.`);
    const fits = definition.data.safeParse(data);
    if (!fits.success) throw new Error(`${type}: ${z.prettifyError(fits.error)}`);
    const headers = { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: id, ce_source: 'https://crm.example', ce_type: type, ce_time: new Date().toISOString() };
    return { key: data.dealId ?? data.accountId ?? data.invoiceId ?? id, headers, value: JSON.stringify(data) };
  });
}

async function asked(): Promise<unknown[]> {
  const [type, data] = process.argv.slice(2);
  if (type !== undefined && data !== undefined) return [{ type, data: JSON.parse(data) as unknown }];
  if (type !== undefined || process.stdin.isTTY) throw new Error(usage);
  return (await text(process.stdin)).split('\n').filter((line) => line.trim() !== '').map((line): unknown => JSON.parse(line));
}

try {
  const messages = records(await asked());
  const { brokers, prefix } = topicsConfig();
  const client = new KafkaClient({ brokers, topicPrefix: prefix });
  const producer = client.producer();
  await producer.connect();
  for (let at = 0; at < messages.length; at += AT_ONCE) {
    await producer.send({ topic: client.prefixed(crm.name), acks: -1, messages: messages.slice(at, at + AT_ONCE) });
  }
  await producer.disconnect();
  process.stdout.write(`Sent ${messages.length} ${messages.length === 1 ? 'event' : 'events'} to ${client.prefixed(crm.name)}.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
