import { randomBytes, randomUUID } from 'node:crypto';
import { Pool as HttpPool } from 'undici';
import pg from 'pg';
import { applicationOf, person } from '../tools/demo/companies.ts';
import { post } from './ask.ts';
import { byTurns, measure, type Measured } from './measure.ts';
import { grade, type Result } from './result.ts';
import { applicationSkeleton } from './skeleton.ts';
import { unlimited, type Surroundings } from './surroundings.ts';

const CLIENTS = 32;

/** Application submissions end to end through the gateway, beside single-row INSERT commits over `pg` and the bare shape; 32 clients each. */
export async function submissions(around: Surroundings): Promise<Result[]> {
  const database = await rawTable(around.adminUrl);
  const insert = () =>
    measure({ clients: CLIENTS, seconds: 5, warmUp: 1, call: async (client, turn) => void (await database.query('INSERT INTO raw (id, body) VALUES ($1, $2)', [randomUUID(), `${client}/${turn}`])) });
  const submitTo = (http: HttpPool) => () => measure({ clients: CLIENTS, seconds: 10, warmUp: 10, call: () => apply(http) });
  try {
    const results = await ofTheStack(around, insert, submitTo);
    const skeleton = await applicationSkeleton(around, CLIENTS);
    try {
      const bare = await byTurns(3, insert, submitTo(skeleton.http), (value) => value.perSecond);
      return [...results, { ...resultOf('the bare shape: a proxy, a service that checks nothing, the broker and one consumer', bare), must: '–', aim: '–', met: 'compared' }];
    } finally {
      await skeleton.close();
    }
  } finally {
    await database.end();
  }
}

type Loop = () => Promise<Measured>;

async function ofTheStack(around: Surroundings, insert: Loop, submitTo: (http: HttpPool) => Loop): Promise<Result[]> {
  const stack = await around.stack({ mail: await around.mailSink(), env: { LOG_LEVEL: 'warn' }, serviceEnv: { gateway: unlimited } });
  const http = new HttpPool(stack.gatewayUrl, { connections: CLIENTS });
  try {
    const whole = await byTurns(3, insert, submitTo(http), (value) => value.perSecond);
    // The mails that follow share the machine with the submissions; without them one sees what the way in costs.
    await stack.services['notifications']?.stop();
    await stack.services['identity']?.stop();
    const alone = await byTurns(3, insert, submitTo(http), (value) => value.perSecond);
    return [resultOf('application submissions through the gateway, 32 clients', whole), resultOf('the same while notifications and identity are stopped', alone)];
  } finally {
    await http.close();
    await stack.stop();
  }
}

function resultOf(what: string, [raw, submitted]: readonly [Measured, Measured]): Result {
  if (submitted.failed > 0) throw new Error(`${submitted.failed} submissions failed.`);
  const ratio = submitted.perSecond / raw.perSecond;
  const limit = { what: 'single-row INSERT commits over pg, 32 clients', value: raw.perSecond };
  return { bench: 'submissions', what, unit: '/s', value: submitted.perSecond, raw: limit, must: '≥ 15 %', aim: '25 %', met: grade(ratio, 0.15, 0.25), times: submitted };
}

async function rawTable(adminUrl: string): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: CLIENTS });
  await pool.query('DROP TABLE IF EXISTS raw');
  await pool.query('CREATE TABLE raw (id uuid PRIMARY KEY, body text NOT NULL)');
  return pool;
}

/** Made once: the load generator shares the processors with what it measures. */
const company = { legalName: 'Bench zqmarkqz GmbH', domain: 'bench-zqmarkqz.com', country: 'DE' };
const template = JSON.stringify(applicationOf(company, person('Load', 'Test', company.domain)));
const run = randomBytes(6).toString('hex');
let turn = 0;

async function apply(http: HttpPool): Promise<void> {
  const mark = `${run}${(turn += 1)}`;
  const answer = await post(http, '/api/partners/apply', { 'idempotency-key': mark }, template.replaceAll('zqmarkqz', mark));
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
}
