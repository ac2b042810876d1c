import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../deploy/local/root.ts';
import { serversForStorm } from '../storm-servers.ts';
import { site } from '../site.ts';
import type { Cause } from './cause.ts';
import { MailServer } from './mail-server.ts';
import { Prometheus } from './prometheus.ts';
import { record, type Outcome } from './record.ts';
import { shortRules } from './rules.ts';
import { Stage } from './stage.ts';
import { waves } from './waves.ts';

/** `npm run alerts`: every alert of the chart is made to fire in a real Prometheus, and to clear again; the record goes to docs/operations/alerts-run.md. */
const servers = await serversForStorm();
const mail = await MailServer.start();
// Sweeps and checks come often, so that what they find is found at the pace of the run.
const where = await site('alerts', { stepBack: false, mail: { smtpUrl: mail.smtpUrl, webUrl: 'http://127.0.0.1:9' }, env: { CLOCK_SWEEP: 'PT1S', AUDIT_CHECK: 'PT3S', LEDGER_CHECK: 'PT3S', RELEASE_SWEEP: 'PT1S' } });
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void Promise.all([where.stop(), servers.stop()]).then(() => process.exit(130)));
const { yaml, rules } = shortRules(Object.keys(where.running.stack.services));
const stage = new Stage(where, mail);
const outcomes: Outcome[] = [];
const say = (line: string): void => void process.stdout.write(`${new Date().toISOString().slice(11, 19)}  ${line}\n`);

async function happen(cause: Cause, prometheus: Prometheus): Promise<void> {
  say(`begins: ${cause.how}`);
  const end = await cause.begin(stage);
  const fired = await Promise.all(cause.expected.map(({ alert, service }) => prometheus.until(true, alert, service)));
  await end();
  say(`ended: ${cause.end}`);
  const cleared = await Promise.all(cause.expected.map(({ alert, service }) => prometheus.until(false, alert, service)));
  for (const [index, { alert }] of cause.expected.entries()) {
    outcomes.push({ alert, cause, fired: fired[index], cleared: cleared[index] });
    say(`${alert}: fired after ${fired[index] ?? '–'} s, cleared after ${cleared[index] ?? '–'} s`);
  }
}

try {
  const began = Date.now();
  const targets = Object.values(where.running.stack.services).map(({ managementUrl }) => new URL(managementUrl).host);
  const prometheus = await Prometheus.start(where.processes, where.directory, targets, yaml);
  await stage.signIn();
  const visitors = stage.visitors();
  const quiet = await prometheus.until(false, 'LedgerNotVerified');
  await prometheus.until(false, 'AuditTrailNotVerified');
  say(`Prometheus reads ${rules.length} rules, ${targets.length} processes; quiet after ${quiet ?? '–'} s`);
  // What could not be caused or put right is told at the end, and the others have their turn.
  const failed = (cause: Cause) => (error: unknown) => say(`failed: ${cause.how}: ${error instanceof Error ? error.message : String(error)}`);
  for (const wave of waves) await Promise.all(wave.map((cause) => happen(cause, prometheus).catch(failed(cause))));
  const left = await prometheus.left();
  stage.rest();
  await visitors;
  const file = join(root, 'docs/operations/alerts-run.md');
  writeFileSync(file, record({ rules, outcomes, left, minutes: (Date.now() - began) / 60_000 }));
  const missed = rules.filter(({ alert }) => !outcomes.some((one) => one.alert === alert && one.fired !== undefined && one.cleared !== undefined));
  say(missed.length === 0 ? `Every alert fired and cleared; see ${file}` : `Did not fire and clear: ${missed.map(({ alert }) => alert).join(', ')}; see ${file}`);
  process.exitCode = missed.length === 0 && left.length === 0 ? 0 : 1;
} finally {
  stage.rest();
  mail.stop();
  await where.stop();
  await servers.stop();
}
