import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { ACCOUNTS, accountDomain, accountName, fillAccounts, poolTo } from './accounts.ts';
import { byTurns, measure, type Measured } from './measure.ts';
import { gradeLow, type Result } from './result.ts';
import type { Surroundings } from './surroundings.ts';

const CLIENTS = 8;
const keysOf = z.custom<(identity: { name: string; website: string; country: string }) => { domain: string | null; names: readonly string[] }>((value) => typeof value === 'function');

/** Who is it, and is it free: from a customer as a partner writes it to the answer, beside one read of a primary key. */
export async function decision(around: Surroundings): Promise<Result[]> {
  const built: unknown = await import(new URL('../dist/services/leads/account/account-keys.js', import.meta.url).href);
  const { accountKeysOf } = z.object({ accountKeysOf: keysOf }).parse(built);
  const databasePrefix = `bench_decision_${Date.now().toString(36)}_`;
  const stack = await around.stack({ env: { LOG_LEVEL: 'warn' }, databasePrefix });
  const leads = poolTo(around.adminUrl, `${databasePrefix}leads`, CLIENTS);
  try {
    for (const service of Object.values(stack.services)) await service.stop();
    await fillAccounts(leads);
    const { rows } = await leads.query<{ id: string }>('SELECT id FROM account');
    const read = () => measure({ clients: CLIENTS, seconds: 5, warmUp: 1, call: async () => void (await leads.query({ name: 'read', text: 'SELECT named, direct_pipeline FROM account WHERE id = $1', values: [rows[randomInt(ACCOUNTS)]?.id] })) });
    const decide = () =>
      measure({
        clients: CLIENTS,
        seconds: 5,
        warmUp: 1,
        call: async () => {
          const number = randomInt(ACCOUNTS);
          const { domain, names } = accountKeysOf({ name: accountName(number), website: `https://www.${accountDomain(number)}`, country: 'US' });
          // The same questions as deal_register asks.
          const text = `SELECT m.outcome, CASE WHEN a.named OR a.direct_pipeline THEN 'closed'
              WHEN (SELECT true FROM reservation r WHERE r.account_id = a.id AND r.family = ANY ($3) LIMIT 1) THEN 'queued' ELSE 'clear' END AS state
            FROM account_match($1, $2) AS m JOIN account a ON a.id = m.account`;
          const { rows: answers } = await leads.query<{ outcome: string; state: string }>({ name: 'decide', text, values: [domain, names, ['cloud-scanner']] });
          if (answers[0]?.outcome !== 'exact' || answers[0].state !== 'clear') throw new Error(`decided ${JSON.stringify(answers[0])}`);
        },
      });
    const [raw, decided] = await byTurns(3, read, decide, (value) => value.perSecond);
    return [resultOf(raw, decided)];
  } finally {
    await leads.end();
    await stack.stop();
  }
}

function resultOf(raw: Measured, decided: Measured): Result {
  if (decided.failed > 0) throw new Error(`${decided.failed} decisions failed.`);
  const what = `the decision alone, exact keys, ${ACCOUNTS.toLocaleString('en')} accounts, ${CLIENTS} clients: p99`;
  return { bench: 'decision', what, unit: 'ms', value: decided.p99, raw: { what: 'p99 of one primary-key read over pg', value: raw.p99 }, must: 'p99 ≤ 10 ms', aim: '3 ms', met: gradeLow(decided.p99, 10, 3), times: decided };
}
