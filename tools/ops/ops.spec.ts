import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { partners } from '#libs/contracts/events/partners';
import { Relay } from '#libs/messaging/relay';
import { eventually } from '#libs/testing/eventually';
import { EventSender } from '#libs/testing/event-sender';
import { startService, testBrokers, type StartedService } from '#libs/testing/start-service';
import { root } from '../../deploy/local/root.ts';
import { leads } from '../../services/leads/service.ts';

// The command as an operator types it, against an environment that its variables name: a running service, its database and the broker.
let service: StartedService;
let sender: EventSender;
const partnerId = '0199d0c4-0000-7000-8000-000000000001';
const owner = { name: 'Amara Canary', email: 'amara.canary@northwind.example' };

beforeAll(async () => {
  if (!existsSync(join(root, 'dist/services'))) throw new Error('There is no build in dist/: run npm run build.');
  service = await startService(leads);
  sender = new EventSender(service.kafkaPrefix);
  // Its tier is none, so it is parked at once, and what follows of the same partner waits.
  await sender.sendRaw(partners, 'partner.approved.v1', partnerId, { ...approved, tier: 7, country: { of: owner.name } }, { sequence: 1 });
  await sender.sendRaw(partners, 'partner.approved.v1', partnerId, approved, { sequence: 2 });
  await eventually(async () => expect(await service.database.query('SELECT 1 FROM parked_event')).toHaveLength(2), { timeoutMs: 40_000 });
}, 180_000);
afterAll(async () => {
  await sender?.close();
  await service?.stop();
});

const approved = {
  applicationId: '0199d0c4-0000-7000-8000-000000000002',
  reference: 'ABCD-EFGH',
  companyName: 'Northwind',
  country: 'DE',
  tier: 'gold',
  owner: { ...owner, locale: 'en' },
  approvedAt: '2026-11-02T09:00:00Z',
};

function ops(line: string, env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  const variables = { LEADS_DATABASE_URL: service.database.url, KAFKA_BROKERS: testBrokers().join(','), KAFKA_PREFIX: service.kafkaPrefix, ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', 'tools/ops.ts', ...line.split(' ')], { cwd: root, env: variables, timeout: 110_000 }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }));
  });
}

const parsed = async (line: string): Promise<Record<string, unknown>> => {
  const { out } = await ops(`${line} --json`);
  const json: Record<string, unknown> = JSON.parse(out);
  return json;
};

describe('npm run ops against an environment by its variables', () => {
  let id = '';

  test('parked list: what failed and what waits, as text and as JSON, and an exit code for scripts', async () => {
    const listed = await ops('parked list');
    expect(listed).toMatchObject({ code: 0, out: expect.stringMatching(/^leads\.[0-9a-f-]{36} {2}held, 1 attempts, 1 waiting {2}partners\/0199d0c4-\S+ {2}partner\.approved\.v1\n {4}.*tier/) });
    const { service: name, items } = await parsed('parked list');
    expect([name, items]).toEqual(['leads', [expect.objectContaining({ status: 'held', waiting: 1, topic: 'partners', key: partnerId })]]);
    id = listed.out.split(' ')[0] ?? '';
    expect((await ops('parked list --expect-none')).code).toBe(2);
  }, 180_000);

  test('parked show: headers and data without the person, unless asked for, which is recorded', async () => {
    const shown = await ops(`parked show ${id}`);
    expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(/ce_type: partner\.approved\.v1[^]*"country": "does not fit: object"[^]*"tier": 7[^]*behind it leads\./) });
    expect(shown.out).not.toMatch(/canary/i);
    const audited = () => service.database.query("SELECT 1 FROM outbox WHERE payload->>'action' = 'parked_event.personal_data_read'");
    expect(await audited()).toHaveLength(0);
    expect((await parsed(`parked show ${id} --personal`))['value']).toMatchObject({ owner });
    expect(await audited()).toHaveLength(1);
    // As the service's environment has them: the fact goes to the shard that is relayed, and has the stack's time.
    expect((await ops(`parked show ${id} --personal`, { OUTBOX_SHARDS: '16', CLOCK_OFFSET: 'P2D' })).code).toBe(0);
    const sharded = "(hashtextextended(aggregateid, 0) & 2147483647) % 16 = shard AND (payload->>'at')::timestamptz > now() + interval '1 day'";
    expect(await service.database.query(`DELETE FROM outbox WHERE payload->>'action' = 'parked_event.personal_data_read' AND ${sharded} RETURNING 1`)).toHaveLength(1);
    expect(await ops(`parked show ${id} --personal`, { OUTBOX_SHARDS: 'many' })).toMatchObject({ code: 1, err: expect.stringMatching(/^leads: OUTBOX_SHARDS: /) });
  }, 180_000);

  test('outbox status: what waits, by slot, and who sends', async () => {
    await eventually(async () => expect(await parsed('outbox status')).toMatchObject({ service: 'leads', waiting: 0, oldestSeconds: 0 }), { timeoutMs: 60_000 });
    const { out, code } = await ops('outbox status --max-age=60');
    expect([code, out]).toEqual([0, expect.stringMatching(/^Nothing waits in the outbox of leads\.\n[^]*\(current\)[^]*shard 0: sent by leads relay 0/)]);
  }, 180_000);

  test('consumers status: committed, end, lag, last progress, parked keys and member of each partition', async () => {
    await eventually(async () => expect(await parsed('consumers status')).toMatchObject({ group: `${service.kafkaPrefix}leads`, state: 'Stable', members: 1, lag: 0 }), { timeoutMs: 60_000 });
    const { partitions } = await parsed('consumers status');
    const parked = (partitions as Record<string, unknown>[]).filter(({ parkedKeys }) => parkedKeys === 1);
    expect(parked).toEqual([expect.objectContaining({ topic: 'partners', committed: '2', end: '2', lag: 0, parkedEvents: 2, lastProgressAt: expect.stringMatching(/^\d{4}-.*Z$/), member: expect.stringMatching(/^leads\//) })]);
    expect(await ops('consumers status --max-lag=0')).toMatchObject({ code: 0, out: expect.stringMatching(/is Stable with 1 member, 0 events behind/) });
  }, 180_000);

  test('parked discard and replay: with a reason, through the running service', async () => {
    expect(await ops(`parked discard ${id}`)).toMatchObject({ code: 64, err: expect.stringMatching(/^Say why with --reason/) });
    const done = await ops(`parked discard ${id} --reason=broken`);
    expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/is given up; what waits behind it goes on/) });
    await eventually(async () => expect(await service.database.query('SELECT tier FROM partner WHERE id = $1', [partnerId])).toEqual([{ tier: 'gold' }]), { timeoutMs: 60_000 });
    for (const verb of ['show', 'replay']) expect(await ops(`parked ${verb} ${id}`)).toMatchObject({ code: 1, err: expect.stringMatching(/there is no parked event leads\./) });
    expect(await ops('parked list --expect-none')).toMatchObject({ code: 0, out: 'Nothing is parked.\n' });
  }, 180_000);

  test('an outbox that nobody sends: its age is judged, and what is judged is counted', async () => {
    await service.running.app.get(Relay).stop();
    await service.database.query(`SELECT outbox_append_one('01890000-0000-7000-8000-000000000000', 'deals', 'a', 'deal.lost.v1', '{}', '{}', 1)`);
    expect(await ops('outbox status --max-age=60')).toMatchObject({ code: 2, out: expect.stringMatching(/^1 events wait in the outbox of leads, the oldest for \d+/) });
    expect(await parsed('outbox status')).toMatchObject({ waiting: 1, relays: [{ shard: 0, leader: null }] });
  }, 180_000);

  test('help, and sentences for what is asked wrongly or cannot be reached', async () => {
    expect(await ops('--help')).toMatchObject({ code: 0, out: expect.stringMatching(/parked show <id>[^]*outbox status[^]*consumers status[^]*Exit codes/) });
    expect(await ops('outbox status --help')).toMatchObject({ code: 0, out: expect.stringMatching(/^Usage: .*\n {2}outbox status .*\n$/) });
    for (const wrong of ['parked', 'parked show', 'outbox', 'consumers status --max-lag=many', 'outbox status --nothing', 'nothing']) expect([wrong, (await ops(wrong)).code]).toEqual([wrong, 64]);
    expect(await ops('parked list --service=gateway')).toMatchObject({ code: 64, err: expect.stringMatching(/The service "gateway" has no command "parked"; these have: leads/) });
    const gone = { LEADS_DATABASE_URL: 'postgres://nobody:secret-canary@127.0.0.1:1/none' };
    const unreachable = await ops('outbox status', gone);
    expect(unreachable).toMatchObject({ code: 1, err: expect.stringMatching(/^leads: the database cannot be reached/) });
    expect(unreachable.err).not.toContain('secret-canary');
    const noBroker = await ops('consumers status', { KAFKA_BROKERS: '127.0.0.1:1' });
    expect(noBroker).toMatchObject({ code: 1, err: expect.stringMatching(/^leads: .*127\.0\.0\.1:1/) });
  }, 180_000);
});
