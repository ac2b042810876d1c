import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';

// The least that a consumer of this shape does with an invoice: it takes records that say which rows they mean, and commits for up to so many of them together the inbox, line,
// journal and event; then it sends the events, from memory. It checks nothing, reads no books and reckons nothing.
const [databaseUrl, brokers = '', topic = '', target = '', together = '100'] = process.argv.slice(2);
const PARTITIONS = 6;
const database = new pg.Pool({ connectionString: databaseUrl, max: PARTITIONS, options: '-c app.actor=system///bench' });
const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR });
const [consumer, producer] = [kafka.consumer({ groupId: `${topic}-books`, maxBytesPerPartition: 512 * 1024 }), kafka.producer()];

interface Booked {
  readonly id: string;
  readonly line: object;
  readonly journal: object;
}

async function book(events: readonly Booked[]): Promise<void> {
  const client = await database.connect();
  try {
    await client.query('BEGIN');
    await client.query({ name: 'inbox', text: 'INSERT INTO skeleton_inbox (id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING', values: [events.map(({ id }) => id)] });
    const [lines, journals] = [JSON.stringify(events.map(({ line }) => line)), JSON.stringify(events.map(({ journal }) => journal))];
    await client.query({ name: 'lines', text: 'INSERT INTO commission OVERRIDING USER VALUE SELECT * FROM json_populate_recordset(NULL::commission, $1)', values: [lines] });
    await client.query({ name: 'journals', text: 'INSERT INTO journal SELECT * FROM json_populate_recordset(NULL::journal, $1)', values: [journals] });
    await client.query({ name: 'events', text: `INSERT INTO skeleton_outbox (id, payload) SELECT (line ->> 'id')::uuid, line FROM json_array_elements($1) AS line`, values: [lines] });
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
  await producer.send({ topic: target, acks: -1, messages: events.map(({ id, line }) => ({ key: id, value: JSON.stringify(line) })) });
}

await producer.connect();
await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
await consumer.run({
  partitionsConsumedConcurrently: PARTITIONS,
  eachBatch: async ({ batch }) => {
    const events = batch.messages.map(({ value }) => JSON.parse(String(value)) as Booked);
    for (let at = 0; at < events.length; at += Number(together)) await book(events.slice(at, at + Number(together)));
  },
});
process.stdout.write('ready\n');
