import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import pg from 'pg';
import { provisionDatabase } from '#libs/database/provision';
import { TOGETHER } from '#libs/messaging/partition.queue';
import { root } from '../deploy/local/root.ts';
import type { RunningService } from '../deploy/local/service-process.ts';
import { approved, paid, tell, won } from './invoices.ts';
import { rested } from './rest.ts';
import { grade, type Result } from './result.ts';
import { bareJournals, makeTables } from './skeleton.ts';
import type { Surroundings } from './surroundings.ts';

const PARTNERS = 2_000;
const INVOICES = 120_000;
/** Counting begins behind these, once code is compiled and connections are open. */
const WARM_UP = 40_000;
/** Events of a transaction and transactions at a time, as the consumer has them; the raw limit has the same. */
const BATCH = TOGETHER;
const CONNECTIONS = 6;
const ROUNDS = 2;

/** Invoices that wait on the topic → journals posted by the service, beside the same lines and journals from memory over `pg`, into the same tables, in the same batches, and the bare shape. */
export async function journals(around: Surroundings): Promise<Result[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await oneRound(around));
  // All turns have the same number of invoices, so that this is what all of them took together; the best of them would be the luckiest.
  const pooled = (of: keyof Round): number => {
    const rates = rounds.flatMap((round) => round[of]);
    return rates.length / rates.reduce((sum, rate) => sum + 1 / rate, 0);
  };
  const limit = { what: 'the same lines and journals from memory over pg, same batch', value: pooled('raw') };
  const result = (what: string, value: number): Result => ({ bench: 'journals', what, unit: '/s', value, raw: limit, must: '≥ 30 %', aim: '50 %', met: grade(value / limit.value, 0.3, 0.5) });
  return [
    result(`invoices on the topic → journals posted, ${PARTNERS} partners, events in transactions of up to ${BATCH}`, pooled('service')),
    { ...result('the bare shape: a consumer that checks and reckons nothing, with inbox and events', pooled('bare')), must: '–', aim: '–', met: 'compared' },
  ];
}

/** Per second; the limit is measured before and after the bare shape. */
interface Round {
  readonly service: readonly number[];
  readonly raw: readonly number[];
  readonly bare: readonly number[];
}

/** On books of its own: the raw limit begins with empty tables, and indexes of a ledger that has grown cost more. */
async function oneRound(around: Surroundings): Promise<Round> {
  const mark = Date.now().toString(36);
  const stack = await around.stack({ env: { LOG_LEVEL: 'warn' }, databasePrefix: `bench_journals_${mark}_`, kafkaPrefix: `bench-journals-${mark}.` });
  try {
    const service = stack.services['commissions'];
    if (service === undefined) throw new Error('The stack has no commissions.');
    await Promise.all(Object.values(stack.services).map((each) => each.stop()));
    const deals = Array.from({ length: PARTNERS }, () => ({ id: randomUUID(), partnerId: randomUUID() }));
    await tell(service, 'partners', deals.map(({ partnerId }) => approved(partnerId)));
    await tell(service, 'deals', deals.map(won));
    await tell(service, 'crm', Array.from({ length: INVOICES }, (_, index) => paid(deals[index % PARTNERS]?.id ?? '')));
    const done = await posted(around, service);
    const before = await fromMemory(around, service);
    const bare = await bareJournals(around, String(service.env['DATABASE_URL']), await copyOfBooks(around, service), { invoices: INVOICES, warmUp: WARM_UP, together: BATCH });
    return { service: [done], raw: [before, await fromMemory(around, service)], bare: [bare] };
  } finally {
    await stack.stop();
  }
}

/** Starts the service on what waits and measures the rate at which lines come, until all of them and their journals are there. */
async function posted(around: Surroundings, service: RunningService): Promise<number> {
  const url = new URL(around.adminUrl);
  url.pathname = new URL(String(service.env['DATABASE_URL'])).pathname;
  const database = new pg.Client({ connectionString: url.href });
  await database.connect();
  const number = async (text: string): Promise<number> => Number((await database.query<{ number: string }>(text)).rows[0]?.number);
  // Counting a table that grows would take a fifth of PostgreSQL's time from what is measured; a line's number is taken when it is posted.
  const taken = () => number(`SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS number FROM commission_number_seq`);
  const journalled = () => number('SELECT count(*) AS number FROM journal');
  const ready = service.start();
  let [began, atBegin] = [0, 0];
  for (;;) {
    const now = await taken();
    if (began === 0 && now >= WARM_UP) [began, atBegin] = [performance.now(), now];
    if (now >= INVOICES && (await journalled()) === INVOICES) {
      const rate = ((now - atBegin) / (performance.now() - began)) * 1000;
      await ready;
      await service.stop();
      await database.end();
      return rate;
    }
    await sleep(25);
  }
}

/** Rows that the service has written, once more into a database of their own: one statement for the lines and one for the journals of a transaction. */
async function fromMemory(around: Surroundings, service: RunningService): Promise<number> {
  const source = new pg.Pool({ connectionString: service.env['DATABASE_URL'], options: '-c app.actor=system///bench' });
  const target = new pg.Pool({ connectionString: await copyOfBooks(around, service), options: '-c app.actor=system///bench', max: CONNECTIONS });
  try {
    const { rows: batches } = await source.query<{ lines: string; journals: string }>(
      `SELECT json_agg(c)::text AS lines, json_agg(j)::text AS journals
         FROM (SELECT row_number() OVER () / $1 AS batch, c, j FROM commission c JOIN journal j ON j.commission_id = c.id LIMIT $2) rows GROUP BY batch`,
      [BATCH, INVOICES],
    );
    const queue = [...batches];
    await rested();
    const begin = performance.now();
    await Promise.all(Array.from({ length: CONNECTIONS }, () => insertAll(target, queue)));
    return (INVOICES / (performance.now() - begin)) * 1000;
  } finally {
    await source.end();
    await target.end();
  }
}

async function insertAll(target: pg.Pool, queue: { lines: string; journals: string }[]): Promise<void> {
  const client = await target.connect();
  for (let batch = queue.pop(); batch !== undefined; batch = queue.pop()) {
    await client.query('BEGIN');
    await client.query({ name: 'lines', text: 'INSERT INTO commission OVERRIDING USER VALUE SELECT * FROM json_populate_recordset(NULL::commission, $1)', values: [batch.lines] });
    await client.query({ name: 'journals', text: 'INSERT INTO journal SELECT * FROM json_populate_recordset(NULL::journal, $1)', values: [batch.journals] });
    await client.query('COMMIT');
  }
  client.release();
}

/** A database of its own with the deals, without lines and journals; returns how the runtime role gets in. */
async function copyOfBooks({ adminUrl, processes }: Surroundings, service: RunningService): Promise<string> {
  const made = await provisionDatabase({ adminUrl, name: `bench_raw_journals_${Date.now().toString(36)}`, ownerPassword: 'owner', runtimePassword: 'runtime' });
  const env = { MIGRATION_DATABASE_URL: made.ownerUrl, RUNTIME_ROLE: made.runtimeRole };
  await processes.run(process.execPath, [join(root, 'dist/services/commissions/migrate.js')], { cwd: root, env });
  const [source, target] = [service.env['DATABASE_URL'], made.runtimeUrl].map((url) => new pg.Pool({ connectionString: url, options: '-c app.actor=system///bench', max: 1 }));
  try {
    const deals = await source?.query<{ text: string }>('SELECT json_agg(d)::text AS text FROM deal d');
    await target?.query('INSERT INTO deal SELECT * FROM json_populate_recordset(NULL::deal, $1)', [deals?.rows[0]?.text]);
  } finally {
    await Promise.all([source?.end(), target?.end()]);
  }
  // The skeleton's own.
  await makeTables(made.ownerUrl, { skeleton_inbox: '', skeleton_outbox: 'payload jsonb NOT NULL' }, made.runtimeRole);
  return made.runtimeUrl;
}
