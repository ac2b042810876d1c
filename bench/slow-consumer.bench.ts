import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { poolTo } from './accounts.ts';
import { approved, paid, tell, won } from './invoices.ts';
import type { Result } from './result.ts';
import { figure } from './steady/figure.ts';
import type { Surroundings } from './surroundings.ts';

const PARTNERS = 200;
const INVOICES = 120_000;
/** Handled at full speed first, which says what a tenth of it is. */
const FULL_SPEED_UNTIL = 20_000;
const SECONDS = 120;
/** Transactions at a time, and events of one, as the consumer has them. */
const AT_ONCE = 6 * 100;

/** What the chart gives a service, and what Node 24 makes of that for its heap: without a limit it collects garbage late, and its size says little. */
const CONTAINER_MIB = 512;
const inContainer = { NODE_OPTIONS: `--max-old-space-size=${CONTAINER_MIB / 2}` };

/** 120,000 invoices wait for commissions, whose every transaction is made ten times slower: what it holds in memory must not grow with what waits. */
export async function slowConsumer(around: Surroundings): Promise<Result[]> {
  const databasePrefix = `bench_slow_${Date.now().toString(36)}_`;
  const stack = await around.stack({ env: { LOG_LEVEL: 'warn' }, serviceEnv: { commissions: inContainer }, databasePrefix });
  const service = stack.services['commissions'];
  if (service === undefined) throw new Error('The stack has no commissions.');
  const database = poolTo(around.adminUrl, `${databasePrefix}commissions`, 1);
  const posted = async (): Promise<number> => (await database.query<{ count: number }>('SELECT count(*)::int AS count FROM commission')).rows[0]?.count ?? 0;
  const rate = async (work: () => Promise<unknown>): Promise<number> => {
    const [before, began] = [await posted(), performance.now()];
    await work();
    return ((await posted()) - before) / ((performance.now() - began) / 1000);
  };
  try {
    await Promise.all(Object.values(stack.services).map((each) => each.stop()));
    const deals = Array.from({ length: PARTNERS }, () => ({ id: randomUUID(), partnerId: randomUUID() }));
    await tell(service, 'partners', deals.map(({ partnerId }) => approved(partnerId)));
    await tell(service, 'deals', deals.map(won));
    await tell(service, 'crm', Array.from({ length: INVOICES }, (_, index) => paid(deals[index % PARTNERS]?.id ?? '')));
    const ready = service.start().catch(() => undefined);
    while ((await posted()) < FULL_SPEED_UNTIL / 2) await sleep(50);
    const full = await rate(async () => {
      while ((await posted()) < FULL_SPEED_UNTIL) await sleep(50);
    });
    await database.query(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(${(9 * AT_ONCE) / full}); RETURN NULL; END $$;
      CREATE TRIGGER slow AFTER INSERT ON commission FOR EACH STATEMENT EXECUTE FUNCTION slow()`);
    const memory: number[] = [];
    const slow = await rate(async () => {
      for (let second = 0; second < SECONDS; second += 1) {
        memory.push(residentMegabytes(service.pid));
        await sleep(1000);
      }
    });
    const behind = await figure(service.managementUrl, 'consumer_lag_records');
    await database.query('DROP TRIGGER slow ON commission');
    const [early, late] = [memory.slice(0, SECONDS / 2), memory.slice(SECONDS / 2)].map((half) => Math.max(...half));
    const every = memory.filter((_, second) => second % 15 === 0).map((value) => value.toFixed(0)).join(' ');
    process.stdout.write(`  MB every 15 s: ${every}; ${slow.toFixed(0)} events/s instead of ${full.toFixed(0)}, ${behind} behind\n`);
    await Promise.race([ready, service.stop()]);
    const growth = (late ?? 0) - (early ?? 0);
    return [
      { bench: 'slow-consumer', what: `most resident memory of a consumer at ${((100 * slow) / full).toFixed(0)} % of its speed for ${SECONDS} s, ${behind.toLocaleString('en')} events behind (MB every 15 s: ${every})`, unit: 'MiB', value: Math.max(...memory), must: `≤ ${CONTAINER_MIB} MiB`, aim: '384 MiB', met: Math.max(...memory) <= 384 ? 'aim' : Math.max(...memory) <= CONTAINER_MIB ? 'must' : 'no' },
      { bench: 'slow-consumer', what: 'its second minute’s most beyond the first’s', unit: 'MB', value: growth, must: '≤ 20 MB', aim: '5 MB', met: growth <= 5 ? 'aim' : growth <= 20 ? 'must' : 'no' },
    ];
  } finally {
    await database.end();
    await stack.stop();
  }
}

function residentMegabytes(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
