import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { freePorts } from '../deploy/local/preflight.ts';
import { Callers } from './caller.ts';
import { end, startScript } from './child.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * What the shape itself costs, whatever it is filled with: a gateway, a service, an outbox, a broker, a consumer with an inbox, each as bare as it can be.
 * It has no duties: nothing is checked, recognised, limited, counted or kept from anybody, and a crash loses events.
 */
export interface Skeleton {
  /** Behind a bare proxy, as the gateway is in front of the services. */
  readonly callers: Callers;
  close(): Promise<void>;
}

/** Bare proxy → bare service → broker → one bare consumer. */
export async function applicationSkeleton(around: Surroundings, clients: number): Promise<Skeleton> {
  const children: ChildProcess[] = [];
  const tables = { skeleton: 'body jsonb NOT NULL', skeleton_outbox: 'payload jsonb NOT NULL', skeleton_inbox: '', skeleton_mail: 'body jsonb NOT NULL' };
  await makeTables(around.adminUrl, tables);
  const [topic] = await makeTopics(around.brokers, 'applications');
  const [servicePort = 0, proxyPort = 0] = await freePorts(2);
  try {
    children.push(await startScript('skeleton/application-service.ts', String(servicePort), around.adminUrl, around.brokers, topic));
    children.push(await startScript('skeleton/application-consumer.ts', around.adminUrl, around.brokers, topic));
    children.push(await startScript('bare-proxy.ts', String(proxyPort), `http://127.0.0.1:${servicePort}`));
  } catch (error) {
    for (const child of children) await end(child);
    throw error;
  }
  const callers = new Callers(`http://127.0.0.1:${proxyPort}`, clients);
  return {
    callers,
    close: async () => {
      callers.close();
      for (const child of children) await end(child);
    },
  };
}

/** How many rows, behind how many counting begins, and how many share a transaction. */
export interface Amounts {
  readonly invoices: number;
  readonly warmUp: number;
  readonly together: number;
}

/** Lines and journals as records on a topic → the same rows in another database, by a bare consumer; lines per second. */
export async function bareJournals({ brokers, adminUrl }: Surroundings, sourceUrl: string, targetUrl: string, { invoices, warmUp, together }: Amounts): Promise<number> {
  const [from, to] = await makeTopics(brokers, 'invoices', 'lines');
  const source = new pg.Client({ connectionString: sourceUrl, options: '-c app.actor=system///bench' });
  await source.connect();
  const { rows } = await source.query<{ record: string }>(`SELECT json_build_object('id', c.id, 'line', c, 'journal', j)::text AS record FROM commission c JOIN journal j ON j.commission_id = c.id LIMIT $1`, [invoices]);
  await source.end();
  const producer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR }).producer();
  await producer.connect();
  for (let at = 0; at < rows.length; at += 500) await producer.send({ topic: from, acks: -1, messages: rows.slice(at, at + 500).map(({ record }, index) => ({ key: String(index), value: record })) });
  await producer.disconnect();

  const watch = new pg.Client({ connectionString: Object.assign(new URL(adminUrl), { pathname: new URL(targetUrl).pathname }).href });
  await watch.connect();
  const number = async (text: string): Promise<number> => Number((await watch.query<{ number: string }>(text)).rows[0]?.number);
  const taken = () => number('SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS number FROM commission_number_seq');
  const consumer = await startScript('skeleton/journal-consumer.ts', targetUrl, brokers, from, to, String(together));
  try {
    let began = 0;
    let atBegin = 0;
    for (;;) {
      const now = await taken();
      if (began === 0 && now >= warmUp) [began, atBegin] = [performance.now(), now];
      // Numbers are taken before they are committed.
      if (now >= rows.length && (await number('SELECT count(*) AS number FROM journal')) === rows.length) return ((now - atBegin) / (performance.now() - began)) * 1000;
      if (consumer.exitCode !== null) throw new Error(`The bare consumer ended with ${consumer.exitCode}.`);
      await sleep(25);
    }
  } finally {
    await end(consumer);
    await watch.end();
  }
}

/** Tables of the skeleton, each with an id beside what is given; for a role where it is not the owner who uses them. */
export async function makeTables(databaseUrl: string, tables: Readonly<Record<string, string>>, role?: string): Promise<void> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  for (const [name, column] of Object.entries(tables)) {
    await database.query(`DROP TABLE IF EXISTS ${name}`);
    await database.query(`CREATE TABLE ${name} (id uuid PRIMARY KEY${column === '' ? '' : `, ${column}`})`);
    if (role !== undefined) await database.query(`GRANT SELECT, INSERT ON ${name} TO ${role}`);
  }
  await database.end();
}

/** Topics of this run with as many partitions as the services' own; returns their whole names. */
export async function makeTopics<T extends readonly string[]>(brokers: string, ...names: T): Promise<{ [K in keyof T]: string }> {
  const mark = randomBytes(4).toString('hex');
  const topics = names.map((name) => `skeleton-${mark}.${name}`) as { [K in keyof T]: string };
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR }).admin();
  await admin.connect();
  await admin.createTopics({ topics: topics.map((topic) => ({ topic, numPartitions: 6 })), waitForLeaders: false });
  // kafkajs gives up where a broker does not know a new topic yet.
  await sleep(2_000);
  await admin.disconnect();
  return topics;
}
