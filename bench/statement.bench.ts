import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool as HttpPool } from 'undici';
import pg from 'pg';
import { measure } from './measure.ts';
import { gradeLow, type Result } from './result.ts';
import { unlimited, type Surroundings } from './surroundings.ts';
import { benchIssuer } from './tokens.ts';

const PARTNERS = 2_000;
const ENTRIES = 1_000_000;
const CLIENTS = 4;

/** A partner's statement of the present month, asked of the service, over a ledger of a million entries; beside reading one covering index of such lines. */
export async function statement(around: Surroundings): Promise<Result[]> {
  const issuer = benchIssuer();
  // Databases of its own: other benchmarks of the run leave lines in theirs.
  const databasePrefix = `bench_statement_${Date.now().toString(36)}_`;
  const stack = await around.stack({ env: { LOG_LEVEL: 'warn', ...issuer.env }, serviceEnv: { gateway: unlimited }, databasePrefix });
  const service = stack.services['commissions'];
  if (service === undefined) throw new Error('The stack has no commissions.');
  const database = new pg.Pool({ connectionString: service.env['DATABASE_URL'], options: '-c app.actor=system///bench', max: CLIENTS });
  const http = new HttpPool(service.url, { connections: CLIENTS });
  try {
    const partners = Array.from({ length: PARTNERS }, () => randomUUID());
    await fill(database, partners);
    await coverLines(around, String(service.env['DATABASE_URL']));
    // One for each partner, as a session has it for minutes.
    const tokens = new Map<string, string>(partners.map((partner) => [partner, issuer.ownerOf(partner)]));
    const anyone = () => partners[Math.floor(Math.random() * PARTNERS)] ?? '';
    const period = new Date().toISOString().slice(0, 7);
    const read = 'SELECT posted_at, id, amount_minor FROM bench_line WHERE partner_id = $1 AND period = $2 ORDER BY posted_at, id';
    const raw = await measure({ clients: 1, seconds: 5, call: async () => void (await database.query({ name: 'covering', text: read, values: [anyone(), period] })) });
    const asked = await measure({ clients: 1, seconds: 10, call: () => ask(http, tokens.get(anyone()) ?? '') });
    if (asked.failed > 0) throw new Error(`${asked.failed} statements failed.`);
    const what = `a partner's statement over ${ENTRIES.toLocaleString('en')} entries of ${PARTNERS.toLocaleString('en')} partners, p99`;
    return [{ bench: 'statement', what, unit: 'ms', value: asked.p99, raw: { what: 'p99 of a covering-index read of its lines over pg', value: raw.p99 }, must: '≤ 50 ms', aim: '15 ms', met: gradeLow(asked.p99, 50, 15), times: asked }];
  } finally {
    await http.close();
    await database.end();
    await stack.stop();
  }
}

async function ask(http: HttpPool, token: string): Promise<void> {
  const answer = await http.request({ method: 'GET', path: '/api/statements/current', headers: { authorization: `Bearer ${token}` } });
  const text = await answer.body.text();
  if (answer.statusCode !== 200 || !text.includes('"accrual"')) throw new Error(`${answer.statusCode} ${text.slice(0, 200)}`);
}

/** Two journals for each line, accrual and release, two entries for each journal: a quarter of the entries are lines, over the last six months. */
async function fill(database: pg.Pool, partners: readonly string[]): Promise<void> {
  await database.query(`INSERT INTO partner SELECT id, 'Company ' || id, 'gold', 1 FROM unnest($1::uuid[]) AS id`, [partners]);
  await database.query(
    `INSERT INTO deal (id, partner_id, reference, account_id, account_name, status, closed_on, amount_minor, currency, contract, tier_at_close, rule_id, rule_version, percent, reported_at)
     SELECT id, id, 'DEAL-7K3M-9QXD', id, 'Walmart Inc.', 'won', '2026-01-01', 420000000, 'USD', 'one_off', 'gold', r.rule_id, r.version, r.percent, now()
       FROM unnest($1::uuid[]) AS id, rate r WHERE r.tier = 'gold'`,
    [partners],
  );
  const linesOfPartner = ENTRIES / 4 / PARTNERS;
  for (let line = 0; line < linesOfPartner; line += 1) {
    await database.query(
      `WITH posted AS (SELECT now() - interval '1 month' * ($2::int % 6) AS at), line AS (
         INSERT INTO commission SELECT l.id, 'accrual', p, p, 'INV-' || l.id, NULL, l.id, NULL, 100000, 30000, 'USD', 'gold', r.rule_id, r.version, r.percent, at::date, at::date + 30, 'payable', NULL, at, to_char(at, 'YYYY-MM')
           FROM unnest($1::uuid[]) AS p, LATERAL (SELECT gen_random_uuid() AS id WHERE p IS NOT NULL) l, rate r, posted WHERE r.tier = 'gold' RETURNING id, partner_id, posted_at, period)
       SELECT count(*) FROM line`,
      [partners, line],
    );
  }
  await database.query(
    `INSERT INTO journal SELECT gen_random_uuid(), id, cause, partner_id, 'USD', debit, credit, 30000, posted_at, period
       FROM commission, (VALUES ('accrual', 'expense', 'held'), ('release', 'held', 'payable')) AS side(cause, debit, credit)`,
  );
  const { rows } = await database.query<{ count: string }>('SELECT count(*) FROM entry');
  if (Number(rows[0]?.count) !== ENTRIES) throw new Error(`The ledger has ${rows[0]?.count} entries, not ${ENTRIES}.`);
}

/** The raw limit's own table with its own index, and fresh statistics, as a database that has grown over months has them. */
async function coverLines({ adminUrl }: Surroundings, databaseUrl: string): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = new URL(databaseUrl).pathname;
  const admin = new pg.Client({ connectionString: url.toString() });
  await admin.connect();
  await admin.query('CREATE TABLE bench_line AS SELECT partner_id, period, posted_at, id, amount_minor FROM commission');
  await admin.query('CREATE INDEX bench_covering ON bench_line (partner_id, period, posted_at, id) INCLUDE (amount_minor)');
  await admin.query('GRANT SELECT ON bench_line TO PUBLIC');
  await admin.query('VACUUM ANALYZE');
  await admin.end();
  await sleep(500);
}
