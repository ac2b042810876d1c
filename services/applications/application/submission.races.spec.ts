import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { applyBody } from '#libs/contracts/http/applications';
import { dataSourceOptions } from '#libs/database/data-source';
import { Database } from '#libs/database/database';
import { databaseErrorCode } from '#libs/database/failures';
import { eventually } from '#libs/testing/eventually';
import { startService, type StartedService } from '#libs/testing/start-service';
import type { MatchKey } from '../match-key/match-key.ts';
import { anApplication } from '../spec/an-application.ts';
import { applyAs } from '../spec/apply.ts';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';
import { itemOf } from './application.draft.ts';
import { Intake } from './intake.ts';

// One instance sends what comes at once in one transaction after the other. Here transactions meet in PostgreSQL, each in a connection of its own:
// none is let go before all of them wait, so that who wins is decided between open transactions, however slow the machine.
let one: StartedApplications<StartedService>;
let other: StartedApplications<StartedService>;
let connections: DataSource;
/** More than transactions where one had to be repeated, after a deadlock for instance. */
let attempts = 0;

beforeAll(async () => {
  one = await startApplications(startService);
  const { database, kafkaPrefix } = one;
  other = await startApplications((service, options) => startService(service, { ...options, database, kafkaPrefix }));
  connections = await new DataSource(dataSourceOptions({ url: database.url, entities: [], poolSize: 32, timeouts: { lock: 50_000, statement: 50_000, idleInTransaction: 50_000 } })).initialize();
  // The programme's requirements are known from here on.
  await applyAs(one, anApplication());
}, 120_000);
afterAll(async () => {
  await connections?.destroy();
  await other?.stop();
  await one?.stop();
});

const each = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
/** How often each answer was given. */
const tally = (answers: readonly (string | number | undefined)[]) => Object.fromEntries([...Map.groupBy(answers, String)].map(([answer, { length }]) => [answer, length]));

/** An application of somebody else each time, of a company that is known by these keys. */
async function item(keys: readonly MatchKey[]): Promise<string> {
  const draft = await one.running.app.get(Intake).prepare(applyBody.parse(anApplication()));
  return itemOf({ ...draft, keys }, false);
}

/** In a transaction of its own, which is committed once `mayCommit` resolves. */
function submit(items: readonly string[], mayCommit?: Promise<void>): Promise<string | undefined> {
  const submitted = new Database(connections).inTransaction({ kind: 'public' }, async (tx) => {
    attempts += 1;
    await tx.query('SELECT application_submit($1::jsonb)', [`[${items.join()}]`]);
    await mayCommit;
  });
  return submitted.then(() => 'taken', databaseErrorCode);
}

const allWait = (count: number) =>
  eventually(async () => {
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%application_submit%'`;
    expect(await one.database.query(waiting)).toHaveLength(count);
  });

/** Holds something that submissions need while they begin, and lets it go as if it had never been there. */
async function heldBack<T>(count: number, hold: string, begin: () => readonly Promise<T>[]): Promise<T[]> {
  const somebody = new Client({ connectionString: one.database.ownerUrl });
  await somebody.connect();
  try {
    await somebody.query(`BEGIN; ${hold}`);
    const answers = Promise.all(begin());
    await allWait(count);
    await somebody.query('ROLLBACK');
    return await answers;
  } finally {
    await somebody.end();
  }
}

const domain = (name: string, company: string): MatchKey => ({ kind: 'domain', value: `${name}-${company}.example` });

describe('32 transactions about one company, all open at once', () => {
  test('wait for the one that has its key, and are told of the duplicate when it commits', async () => {
    attempts = 0;
    const items = await Promise.all(each(32, () => item([domain('a', 'same')])));
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
    const answers = Promise.all(items.map((its) => submit([its], mayCommit)));
    try {
      await allWait(31);
    } finally {
      commit();
    }
    expect(tally(await answers)).toEqual({ taken: 1, PM001: 31 });
    expect(attempts).toBe(32);
  });

  // Half of them would hold the first key and half the last, and all would want the one in the middle, which somebody gives up once they wait.
  test.each([
    { what: 'keys', message: async (keys: readonly MatchKey[]) => [await item(keys)] },
    { what: 'applications', message: (keys: readonly MatchKey[]) => Promise.all(keys.map((key) => item([key]))) },
  ])('do not deadlock, in whatever order their $what stand; one is taken', async ({ what, message }) => {
    attempts = 0;
    const keys = ['a', 'm', 'z'].map((name) => domain(name, what));
    const messages = await Promise.all(each(32, (index) => message(index % 2 === 0 ? keys : keys.toReversed())));
    const middle = `INSERT INTO match_key (kind, value, application_id, claimed_at) VALUES ('domain', '${keys[1]?.value}', gen_random_uuid(), now())`;
    const answers = await heldBack(32, middle, () => messages.map((items) => submit(items)));
    expect(tally(answers)).toEqual({ taken: 1, PM001: 31 });
    expect(attempts).toBe(32);
  });
});

describe('two instances on one database', () => {
  const atBoth = (bodies: readonly object[]) =>
    heldBack(bodies.length, 'LOCK TABLE match_key IN SHARE MODE', () => bodies.map((body, index) => (index % 2 === 0 ? one : other).client.post('/api/partners/apply', body)));

  test('take one of 32 applications of a company, and refuse 31 politely', async () => {
    const body = anApplication();
    const domainName = body.contact.email.split('@')[1];
    const answers = await atBoth(each(32, (index) => ({ ...body, contact: { ...body.contact, email: `p${index}@${domainName}` } })));
    expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 1, 409: 31 });
    const refusals = answers.flatMap(({ status, body: problem }) => (status === 409 ? [problem] : []));
    for (const problem of refusals) expect(problem).toMatchObject({ code: 'applications/duplicate', kind: 'open_application', nextStep: { action: 'resend_status_link' } });
  });

  test('take one of 24 applications whose keys overlap crosswise: no deadlock reaches a client', async () => {
    const [a, b] = [anApplication(), anApplication()];
    const crossed = each(24, (index) => {
      // Both instances get both kinds.
      const [company, person] = index % 4 < 2 ? [a, b] : [b, a];
      return { ...company, contact: { ...company.contact, email: person.contact.email } };
    });
    expect(tally((await atBoth(crossed)).map(({ status }) => status))).toEqual({ 201: 1, 409: 23 });
  });
});
