import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { applicationOf, person } from '../tools/demo/companies.ts';
import { Callers } from './caller.ts';
import { measure, type Measured, type Timed, timed, together, TURNS } from './measure.ts';
import { rested } from './rest.ts';
import { grade, type Result } from './result.ts';
import { applicationSkeleton } from './skeleton.ts';
import { unlimited, type Surroundings } from './surroundings.ts';

const CLIENTS = 32;

/** Application submissions end to end through the gateway, beside single-row INSERT commits over `pg` and the bare shape; 32 clients each. */
export async function submissions(around: Surroundings): Promise<Result[]> {
  const database = await rawTable(around.adminUrl);
  const insert = async () => {
    await rested();
    return timed({ clients: CLIENTS, seconds: TURNS.seconds, warmUp: 1, call: async (client, turn) => void (await database.query('INSERT INTO raw (id, body) VALUES ($1, $2)', [randomUUID(), `${client}/${turn}`])) });
  };
  const submitTo = (callers: Callers) => () => timed({ clients: CLIENTS, seconds: TURNS.seconds, warmUp: TURNS.warmUp, call: (client) => apply(callers, client) });
  try {
    const results = await ofTheStack(around, insert, submitTo);
    const skeleton = await applicationSkeleton(around, CLIENTS);
    try {
      await settle(skeleton.callers);
      const bare = await together(TURNS.rounds, insert, submitTo(skeleton.callers));
      return [...results, { ...resultOf('the bare shape: a proxy, a service that checks nothing, the broker and one consumer', bare), must: '–', aim: '–', met: 'compared' }];
    } finally {
      await skeleton.close();
    }
  } finally {
    await database.end();
  }
}

type Loop = () => Promise<Timed>;

async function ofTheStack(around: Surroundings, insert: Loop, submitTo: (callers: Callers) => Loop): Promise<Result[]> {
  const stack = await around.stack({ mail: await around.mailSink(), env: { LOG_LEVEL: 'warn' }, serviceEnv: { gateway: unlimited } });
  const callers = new Callers(stack.gatewayUrl, CLIENTS);
  try {
    await settle(callers);
    const whole = await together(TURNS.rounds, insert, submitTo(callers));
    // The mails that follow share the machine with the submissions; without them one sees what the way in costs.
    await stack.services['notifications']?.stop();
    await stack.services['identity']?.stop();
    const alone = await together(TURNS.rounds, insert, submitTo(callers));
    return [resultOf('application submissions through the gateway, 32 clients', whole), resultOf('the same while notifications and identity are stopped', alone)];
  } finally {
    callers.close();
    await stack.stop();
  }
}

/** Compilers settle in about half a minute. */
async function settle(callers: Callers): Promise<void> {
  const { failed } = await measure({ clients: CLIENTS, seconds: 1, warmUp: 25, call: (client) => apply(callers, client) });
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

async function apply(callers: Callers, client: number): Promise<void> {
  const mark = `${run}${(turn += 1)}`;
  const answer = await callers.of(client).post('/api/partners/apply', { 'idempotency-key': mark }, template.replaceAll('zqmarkqz', mark));
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
}
