import { randomBytes, randomUUID } from 'node:crypto';
import { Pool as HttpPool } from 'undici';
import pg from 'pg';
import { applicationOf, person } from '../tools/demo/companies.ts';
import { post } from './ask.ts';
import { measure, type Measured, type Timed, timed, together } from './measure.ts';
import { rested } from './rest.ts';
import { grade, type Result } from './result.ts';
import { applicationSkeleton } from './skeleton.ts';
import { unlimited, type Surroundings } from './surroundings.ts';

const CLIENTS = 32;
/** Turns of each, how long one is counted, and how long before that: in the pause that precedes it V8 gives memory back, and all caches go cold. */
const ROUNDS = 3;
const SECONDS = 15;
const WARM_UP = 5;

/** Application submissions end to end through the gateway, beside single-row INSERT commits over `pg` and the bare shape; 32 clients each. */
export async function submissions(around: Surroundings): Promise<Result[]> {
  const database = await rawTable(around.adminUrl);
  const insert = async () => {
    await rested();
    return timed({ clients: CLIENTS, seconds: SECONDS, warmUp: 1, call: async (client, turn) => void (await database.query('INSERT INTO raw (id, body) VALUES ($1, $2)', [randomUUID(), `${client}/${turn}`])) });
  };
  const submitTo = (http: HttpPool) => () => timed({ clients: CLIENTS, seconds: SECONDS, warmUp: WARM_UP, call: () => apply(http) });
  try {
    const results = await ofTheStack(around, insert, submitTo);
    const skeleton = await applicationSkeleton(around, CLIENTS);
    try {
      await settle(skeleton.http);
      const bare = await together(ROUNDS, insert, submitTo(skeleton.http));
      return [...results, { ...resultOf('the bare shape: a proxy, a service that checks nothing, the broker and one consumer', bare), must: '–', aim: '–', met: 'compared' }];
    } finally {
      await skeleton.close();
    }
  } finally {
    await database.end();
  }
}

type Loop = () => Promise<Timed>;

async function ofTheStack(around: Surroundings, insert: Loop, submitTo: (http: HttpPool) => Loop): Promise<Result[]> {
  const stack = await around.stack({ mail: await around.mailSink(), env: { LOG_LEVEL: 'warn' }, serviceEnv: { gateway: unlimited } });
  const http = new HttpPool(stack.gatewayUrl, { connections: CLIENTS });
  try {
    await settle(http);
    const whole = await together(ROUNDS, insert, submitTo(http));
    // The mails that follow share the machine with the submissions; without them one sees what the way in costs.
    await stack.services['notifications']?.stop();
    await stack.services['identity']?.stop();
    const alone = await together(ROUNDS, insert, submitTo(http));
    return [resultOf('application submissions through the gateway, 32 clients', whole), resultOf('the same while notifications and identity are stopped', alone)];
  } finally {
    await http.close();
    await stack.stop();
  }
}

/** Compilers settle in about half a minute. */
async function settle(http: HttpPool): Promise<void> {
  const { failed } = await measure({ clients: CLIENTS, seconds: 1, warmUp: 25, call: () => apply(http) });
  if (failed > 0) throw new Error(`${failed} submissions failed.`);
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
