import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';

// The least that one consumer of the skeleton's events does: what it has taken, and a row for each, in one transaction per batch.
const [databaseUrl, brokers = '', topic = ''] = process.argv.slice(2);
const PARTITIONS = 6;
const database = new pg.Pool({ connectionString: databaseUrl, max: PARTITIONS });
const consumer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR }).consumer({ groupId: `${topic}-mails` });
await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
await consumer.run({
  partitionsConsumedConcurrently: PARTITIONS,
  eachBatch: async ({ batch }) => {
    const events = batch.messages.map(({ key, value }) => ({ id: String(key), body: JSON.parse(String(value)) as object }));
    const client = await database.connect();
    try {
      await client.query('BEGIN');
      await client.query({ name: 'inbox', text: 'INSERT INTO skeleton_inbox (id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING', values: [events.map(({ id }) => id)] });
      await client.query({ name: 'mail', text: 'INSERT INTO skeleton_mail (id, body) SELECT id, body FROM json_to_recordset($1) AS mail (id uuid, body jsonb)', values: [JSON.stringify(events)] });
      await client.query('COMMIT');
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  },
});
process.stdout.write('ready\n');
