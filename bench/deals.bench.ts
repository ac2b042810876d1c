import { randomInt, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { ACCOUNTS, accountDomain, accountName, fillAccounts, fillPartners, fillSellers, poolTo } from './accounts.ts';
import { type Caller, Callers } from './caller.ts';
import { measure, type Measured, timed, together, TURNS } from './measure.ts';
import { rested } from './rest.ts';
import { grade, type Result } from './result.ts';
import { unlimited, type Surroundings } from './surroundings.ts';
import { benchIssuer } from './tokens.ts';

const CLIENTS = 32;
const families = ['vulnerability-scanner', 'cloud-scanner', 'application-scanner', 'attack-surface'];

/** Deal registrations end to end among 100,000 accounts, beside single-row INSERT commits over `pg`; 32 clients each. */
export async function dealRegistrations(around: Surroundings): Promise<Result[]> {
  const issuer = benchIssuer();
  const databasePrefix = `bench_deals_${Date.now().toString(36)}_`;
  const stack = await around.stack({ mail: await around.mailSink(), env: { LOG_LEVEL: 'warn', ...issuer.env }, serviceEnv: { gateway: unlimited, leads: { DATABASE_POOL_SIZE: String(CLIENTS) } }, databasePrefix });
  const leads = poolTo(around.adminUrl, `${databasePrefix}leads`, CLIENTS);
  const notifications = poolTo(around.adminUrl, `${databasePrefix}notifications`, 1);
  const [gateway, service] = [new Callers(stack.gatewayUrl, CLIENTS), new Callers(stack.services['leads']?.url ?? '', CLIENTS)];
  try {
    await fillAccounts(leads);
    const sellers = await fillSellers(notifications, await fillPartners(leads, CLIENTS));
    const tokens = sellers.map(({ userId, partnerId }) => issuer.sellerOf(partnerId, userId));
    await leads.query('CREATE TABLE raw (id uuid PRIMARY KEY, body text NOT NULL)');
    const insert = async () => {
      await rested();
      return timed({ clients: CLIENTS, seconds: TURNS.seconds, warmUp: 1, call: async (client, turn) => void (await leads.query('INSERT INTO raw (id, body) VALUES ($1, $2)', [randomUUID(), `${client}/${turn}`])) });
    };
    const through = (callers: Callers) => () => timed({ clients: CLIENTS, seconds: TURNS.seconds, warmUp: TURNS.warmUp, call: (client) => register(callers.of(client), tokens[client] ?? '') });
    // Compilers settle in about half a minute.
    const { failed } = await measure({ clients: CLIENTS, seconds: 1, warmUp: 25, call: (client) => register(gateway.of(client), tokens[client] ?? '') });
    if (failed > 0) throw new Error(`${failed} registrations failed.`);
    const open: number[] = [];
    const whole = await together(TURNS.rounds, insert, async () => {
      const turn = await through(gateway)();
      open.push((await countOf(leads, 'deal')) - (await countOf(notifications, 'feed_entry')));
      return turn;
    });
    // What is told afterwards, to the seller and to the audit trail, shares the processors only here, where one machine runs everything.
    for (const name of ['notifications', 'identity', 'applications']) await stack.services[name]?.stop();
    const way = await together(TURNS.rounds, insert, through(gateway));
    const alone = await together(TURNS.rounds, insert, through(service));
    return [
      resultOf(`deal registrations at ${ACCOUNTS.toLocaleString('en')} accounts through the gateway, ${CLIENTS} clients, with the feed entries and queued mails that follow (at most ${Math.max(...open)} still to come at the end of a turn)`, whole),
      resultOf('the same while notifications, identity and applications are stopped', way),
      resultOf('the same at the service itself', alone),
    ];
  } finally {
    for (const callers of [gateway, service]) callers.close();
    await Promise.all([leads.end(), notifications.end()]);
    await stack.stop();
  }
}

async function countOf(database: Pool, table: string): Promise<number> {
  const { rows } = await database.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
  return Number(rows[0]?.count);
}

function resultOf(what: string, [raw, registered]: readonly [Measured, Measured]): Result {
  if (registered.failed > 0) throw new Error(`${registered.failed} registrations failed.`);
  const limit = { what: `single-row INSERT commits over pg, ${CLIENTS} clients`, value: raw.perSecond };
  return { bench: 'deals', what, unit: '/s', value: registered.perSecond, raw: limit, must: '≥ 12 %', aim: '20 %', met: grade(registered.perSecond / raw.perSecond, 0.12, 0.2), times: registered };
}

/** Any of the customers and families: a few find that they are taken. */
async function register(caller: Caller, token: string): Promise<void> {
  const number = randomInt(ACCOUNTS);
  const body = JSON.stringify({
    account: { name: accountName(number), website: `https://www.${accountDomain(number)}`, country: 'US' },
    productFamilies: [families[randomInt(families.length)]],
    estimatedValue: { amount: '2800000.00', currency: 'USD' },
    contract: 'annual',
    termMonths: 36,
    expectedCloseOn: `${new Date().getUTCFullYear() + 1}-06-30`,
  });
  const answer = await caller.post('/api/deals', { 'idempotency-key': randomUUID(), authorization: `Bearer ${token}` }, body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
}
