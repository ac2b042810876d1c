import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Pool as HttpPool } from 'undici';
import { ACCOUNTS, accountDomain, accountName, fillAccounts, fillPartners, fillSellers, poolTo } from './accounts.ts';
import { post } from './ask.ts';
import { byTurns, measure, type Measured } from './measure.ts';
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
  const [gateway, service] = [new HttpPool(stack.gatewayUrl, { connections: CLIENTS }), new HttpPool(stack.services['leads']?.url ?? '', { connections: CLIENTS })];
  try {
    await fillAccounts(leads);
    const sellers = await fillSellers(notifications, await fillPartners(leads, CLIENTS));
    const tokens = sellers.map(({ userId, partnerId }) => issuer.sellerOf(partnerId, userId));
    await leads.query('CREATE TABLE raw (id uuid PRIMARY KEY, body text NOT NULL)');
    const insert = async () => {
      // What still follows the registrations before would make the limit look low; their mails go out at 20 a second whatever is measured.
      await standsStill(() => countOf(notifications, 'feed_entry'));
      return measure({ clients: CLIENTS, seconds: 5, warmUp: 1, call: async (client, turn) => void (await leads.query('INSERT INTO raw (id, body) VALUES ($1, $2)', [randomUUID(), `${client}/${turn}`])) });
    };
    const through = (http: HttpPool) => () => measure({ clients: CLIENTS, seconds: 10, warmUp: 10, call: (client) => register(http, tokens[client] ?? '') });
    // Compilers settle in about half a minute.
    const { failed } = await measure({ clients: CLIENTS, seconds: 1, warmUp: 25, call: (client) => register(gateway, tokens[client] ?? '') });
    if (failed > 0) throw new Error(`${failed} registrations failed.`);
    const whole = await byTurns(2, insert, through(gateway), (value) => value.perSecond);
    // What is told afterwards, to the seller and to the audit trail, shares the processors only here, where one machine runs everything.
    for (const name of ['notifications', 'identity', 'applications']) await stack.services[name]?.stop();
    const way = await byTurns(2, insert, through(gateway), (value) => value.perSecond);
    const alone = await byTurns(2, insert, through(service), (value) => value.perSecond);
    return [
      resultOf(`deal registrations at ${ACCOUNTS.toLocaleString('en')} accounts through the gateway, ${CLIENTS} clients, with the feed entries and queued mails that follow`, whole),
      resultOf('the same while notifications, identity and applications are stopped', way),
      resultOf('the same at the service itself', alone),
    ];
  } finally {
    await Promise.all([gateway.close(), service.close(), leads.end(), notifications.end()]);
    await stack.stop();
  }
}

async function countOf(database: Pool, table: string): Promise<number> {
  const { rows } = await database.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
  return Number(rows[0]?.count);
}

/** Waits until a number has not changed for three seconds. */
async function standsStill(read: () => Promise<number>): Promise<void> {
  for (let last = -1, since = Date.now(); Date.now() - since < 3_000; await sleep(300)) {
    const now = await read();
    if (now !== last) [last, since] = [now, Date.now()];
  }
}

function resultOf(what: string, [raw, registered]: readonly [Measured, Measured]): Result {
  if (registered.failed > 0) throw new Error(`${registered.failed} registrations failed.`);
  const limit = { what: `single-row INSERT commits over pg, ${CLIENTS} clients`, value: raw.perSecond };
  return { bench: 'deals', what, unit: '/s', value: registered.perSecond, raw: limit, must: '≥ 12 %', aim: '20 %', met: grade(registered.perSecond / raw.perSecond, 0.12, 0.2), times: registered };
}

/** Any of the customers and families: a few find that they are taken. */
async function register(http: HttpPool, token: string): Promise<void> {
  const number = randomInt(ACCOUNTS);
  const body = JSON.stringify({
    account: { name: accountName(number), website: `https://www.${accountDomain(number)}`, country: 'US' },
    productFamilies: [families[randomInt(families.length)]],
    estimatedValue: { amount: '2800000.00', currency: 'USD' },
    contract: 'annual',
    termMonths: 36,
    expectedCloseOn: `${new Date().getUTCFullYear() + 1}-06-30`,
  });
  const answer = await post(http, '/api/deals', { 'idempotency-key': randomUUID(), authorization: `Bearer ${token}` }, body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
}
