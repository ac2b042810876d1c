// The alerts that the chart ships, judged by Prometheus' own promtool: each fires on what it is there for, and clears afterwards.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { waves } from '../faults/alerts/waves.ts';
import { promtool } from './promtool.ts';
import { root } from './source-files.ts';

const file = join(root, 'charts/partner-management/files/alerts.yaml');

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
  for?: string;
}
const { groups }: { groups: { name: string; rules: Rule[] }[] } = parse(await readFile(file, 'utf8'));
const rules = groups.flatMap((group) => group.rules);

/** Series a minute apart (promtool's notation), when the alert must be there, and when no longer. */
interface Case {
  readonly series: Readonly<Record<string, string>>;
  readonly at: number;
  readonly clearAt: number;
}
const gateway = (metric: string, more = '') => `${metric}{service="gateway",instance="a"${more}}`;
const leads = (metric: string, more = '') => `${metric}{service="leads",instance="a"${more}}`;

const alive = (service: string) => `process_start_time_seconds{job="partner-management",service="${service}",instance="a"}`;
const othersAlive = Object.fromEntries(['applications', 'commissions', 'gateway', 'identity', 'notifications', 'portal'].map((service) => [alive(service), '5x60']));

const cases: Readonly<Record<string, Case>> = {
  ServiceDown: { series: { 'up{job="partner-management",instance="leads:9090"}': '1x3 0x5 1x20' }, at: 7, clearAt: 12 },
  ServiceAbsent: { series: { ...othersAlive, [alive('leads')]: '5x3 stale _x8 5x40' }, at: 8, clearAt: 20 },
  ManyFailedRequests: { series: { [gateway('http_request_duration_seconds_count', ',status="200"')]: '0+100x60', [gateway('http_request_duration_seconds_count', ',status="503"')]: '0+10x20 200x40' }, at: 12, clearAt: 30 },
  SlowAnswers: { series: { [gateway('http_request_duration_seconds_bucket', ',route="/api/deals",le="1"')]: '0+50x20 1000+100x40', [gateway('http_request_duration_seconds_bucket', ',route="/api/deals",le="5"')]: '0+100x60', [gateway('http_request_duration_seconds_bucket', ',route="/api/deals",le="+Inf"')]: '0+100x60' }, at: 15, clearAt: 40 },
  EventLoopBlocked: { series: { [gateway('nodejs_eventloop_lag_p99_seconds')]: '0.8x8 0.01x20' }, at: 7, clearAt: 12 },
  OutboxStuck: { series: { [leads('outbox_oldest_waiting_seconds')]: '0 30 90 150 210 0x20' }, at: 4, clearAt: 8 },
  RelayWithoutLeader: { series: { [leads('outbox_relay_leader', ',shard="0"')]: '1x3 0x6 1x20' }, at: 7, clearAt: 14 },
  ConsumerWithoutPartitions: { series: { [leads('consumer_assigned')]: '1x3 0x6 1x20' }, at: 7, clearAt: 14 },
  ConsumerStalled: { series: { [leads('consumer_lag_records', ',topic="deals",partition="0"')]: '5x15 0x20', [leads('consumer_last_progress_seconds')]: '0x15 900+60x20' }, at: 9, clearAt: 20 },
  ConsumerBlocked: { series: { [leads('consumer_blocked_partitions')]: '2x5 0x20' }, at: 4, clearAt: 9 },
  EventsHeld: { series: { [leads('parked_keys', ',status="held"')]: '1x10 0x20' }, at: 7, clearAt: 15 },
  EventsRetried: { series: { [leads('parked_keys', ',status="retrying"')]: '1x20 0x20' }, at: 17, clearAt: 25 },
  FiguresUnreadable: { series: { [leads('metric_look_failures_total', ',look="messaging"')]: '0+4x8 32x30' }, at: 6, clearAt: 20 },
  PoolExhausted: { series: { [leads('database_pool_waiting')]: '3x10 0x20' }, at: 7, clearAt: 15 },
  LongTransaction: { series: { [leads('database_oldest_transaction_seconds')]: '60 120 180 240 300 0x20' }, at: 4, clearAt: 8 },
  SweepFails: { series: { [leads('sweep_failures_total', ',sweep="deals.protection"')]: '0+1x15 15x40' }, at: 14, clearAt: 40 },
  ApplicationsOverdue: { series: { 'applications_open{service="applications",clock="overdue"}': '2x20 0x20' }, at: 17, clearAt: 25 },
  MailsLate: { series: { 'mail_oldest_due_seconds{service="notifications"}': '900x10 0x20' }, at: 7, clearAt: 15 },
  MailsRefused: { series: { 'mails_failed{service="notifications"}': '1x10 0x20' }, at: 7, clearAt: 15 },
  LedgerUnsound: { series: { 'ledger_faults{service="commissions"}': '0x3 1x5 0x20' }, at: 5, clearAt: 12 },
  LedgerNotVerified: { series: { 'ledger_verified_seconds{service="commissions"}': '0x180 10800x60', 'ledger_check_interval_seconds{service="commissions"}': '900x240' }, at: 170, clearAt: 185 },
  ContradictionsOpen: { series: { 'commission_exceptions_open{service="commissions"}': '1x1500 0x60', 'deal_reports_held{service="leads"}': '0x1600' }, at: 1450, clearAt: 1510 },
  AuditTrailBroken: { series: { 'audit_trail_faults{service="identity"}': '0x3 1x5 0x20' }, at: 5, clearAt: 12 },
  AuditTrailNotVerified: { series: { 'audit_trail_verified_seconds{service="identity"}': '0x1800 108000x60', 'audit_trail_check_interval_seconds{service="identity"}': '86400x1860' }, at: 1600, clearAt: 1805 },
};

test('every alert has a case here, and every case its alert', () => {
  expect(Object.keys(cases).toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
});

test('`npm run alerts` causes every one of them for real', () => {
  const caused = waves.flat().flatMap(({ expected }) => expected.map(({ alert }) => alert));
  expect([...new Set(caused)].toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
});

test('promtool finds the rules in order', async () => {
  expect((await promtool('check', 'rules', '--lint-fatal', file)).stdout).toContain(`SUCCESS: ${rules.length} rules found`);
});

describe('each fires on what it is there for, and clears afterwards', () => {
  test.each(rules)('$alert', async ({ alert }) => {
    const { series, at, clearAt } = cases[alert] ?? { series: {}, at: 0, clearAt: 0 };
    const input = Object.entries(series).map(([name, values]) => ({ series: name, values }));
    const states = await Promise.all([firing(alert, input, at), firing(alert, input, clearAt)]);
    expect(states).toEqual([true, false]);
  });
});

test.each([['LedgerNotVerified', 'ledger_verified_seconds', 'ledger_check_interval_seconds'], ['AuditTrailNotVerified', 'audit_trail_verified_seconds', 'audit_trail_check_interval_seconds']])(
  '%s minds how often it is verified',
  async (alert, verified, interval) => {
    const everyTwoDays = [{ series: verified, values: '0x3100' }, { series: interval, values: '172800x3100' }];
    expect(await Promise.all([firing(alert, everyTwoDays, 2900), firing(alert, everyTwoDays, 3050)])).toEqual([false, true]);
  },
  30_000,
);

test('every alert has a page that says what to do, which its rule names and the list has, and no page is of none', async () => {
  const pages = (await readdir(join(root, 'docs/operations/runbook'))).toSorted();
  expect(pages).toEqual(rules.map(({ alert }) => `${alert}.md`).toSorted());
  const list = await readFile(join(root, 'docs/operations/alerts.md'), 'utf8');
  expect([...list.matchAll(/^\| \[(\w+)\]\(runbook\/\1\.md\) \| (\w+) \|/gm)].map(([, alert, severity]) => `${alert} ${severity}`)).toEqual(rules.map(({ alert, labels }) => `${alert} ${labels.severity}`));
  for (const { alert, expr, labels, annotations, for: wait } of rules) {
    expect(annotations.runbook).toBe(`docs/operations/runbook/${alert}.md`);
    const text = await readFile(join(root, annotations.runbook), 'utf8');
    expect(text).toMatch(/## What it means\n\n\S[^]+## Look here\n\n\S[^]+## Do this\n\n\S/);
    expect(text).toContain(`# ${alert}\n\n*${labels.severity}*, ${wait === undefined ? 'as soon as this holds' : `when this holds for ${wait}`}:\n\n\`\`\`promql\n${expr.replaceAll(/\s+/g, ' ').trim()}\n`);
    for (const [, link = ''] of text.matchAll(/\]\(([^)#]+)/g)) expect(existsSync(join(root, 'docs/operations/runbook', link))).toBe(true);
  }
});

/** promtool says of a test whether exactly these alerts fire; asked with none, it fails exactly where one does. */
async function firing(alert: string, series: readonly object[], minute: number): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'alerts-'));
  const tests = join(folder, 'tests.yaml');
  const test = { interval: '1m', input_series: series, alert_rule_test: [{ eval_time: `${minute}m`, alertname: alert, exp_alerts: [] }] };
  await writeFile(tests, stringify({ rule_files: [file], evaluation_interval: '1m', tests: [test] }));
  try {
    await promtool('test', 'rules', tests);
    return false;
  } catch (error) {
    const said = Reflect.get(Object(error), 'stderr') + Reflect.get(Object(error), 'stdout');
    if (!said.includes(`alertname: ${alert}`)) throw error;
    return true;
  } finally {
    await rm(folder, { recursive: true });
  }
}
