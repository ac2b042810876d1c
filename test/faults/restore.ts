import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { OutsideClient } from '../../tools/demo/client.ts';
import { reportIn } from '../../tools/demo/crm.ts';
import { freshPassword } from '../../tools/demo/companies.ts';
import { Inbox } from '../../tools/demo/inbox.ts';
import type { Stack } from '../../deploy/local/stack.ts';
import { services } from './faults.ts';
import { RestorePlace } from './restore-place.ts';
import { allHeads, handled, handledTypes, rows, settled, strangers, unhandled } from './restore-verdict.ts';
import { Traffic, type Confirmed } from './traffic.ts';

/**
 * `npm run drill`: a backup while companies join, more work, the loss of the database server with all its files, the restore, and whether anything is
 * lost, doubled or contradicts. PG_BIN names the folder of pg_dump and pg_restore, unless they are in the PATH.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' }, lanes: { type: 'string', default: '3' } } });
const place = new RestorePlace();
const backupFolder = join(place.directory, 'backup');
const report: Record<string, unknown> = {};
const phase = (name: string): void => void process.stdout.write(`${new Date().toISOString().slice(11, 19)}  ${name}\n`);
const admin = { adminEmail: 'first-admin@enterprise-scanner.example', adminPassword: freshPassword() };

/** Through portal and CRM: partners, deals, invoices, commission. */
const demo = (stack: Stack): Promise<string> =>
  place.run('tools/demo/main.ts', [], {
    DEMO_URL: stack.gatewayUrl,
    DEMO_MAIL_URL: stack.mailUrl,
    DEMO_KAFKA_BROKERS: place.brokers,
    DEMO_ADMIN_EMAIL: admin.adminEmail,
    DEMO_ADMIN_PASSWORD: admin.adminPassword,
  });
/** It waits half a minute for a mail, which a busy machine may not keep; what it has left undone is another company's. */
async function patiently(stack: Stack): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await demo(stack);
      return;
    } catch (error) {
      if (tries === 5) throw error;
      phase('The demo did not get what it waited for in its time: again');
      await settled(place);
    }
  }
}
const ops = (stack: Stack, service: string, command: string): Promise<string> => place.run(`dist/services/${service}/commands/${command}.js`, [], stack.services[service]?.env);

async function drill(): Promise<string[]> {
  await place.prepare();
  let stack = await place.start();
  await activate(stack);
  phase('The demo, then companies that join all the time');
  await patiently(stack);
  const traffic = new Traffic({ stack, url: stack.gatewayUrl, mailUrl: stack.mailUrl, ...admin }, { pauseMs: 300 });
  await traffic.signIn();
  const going = traffic.run(Number(values.lanes));
  await sleep(Number(values.seconds) * 1000);

  phase('The backup, while they do');
  const before = traffic.confirmed.filter(({ partnerId }) => partnerId !== undefined);
  const said = await place.run('deploy/backup/backup.ts', [backupFolder]);
  process.stdout.write(said);
  const begunLater = traffic.confirmed.length;
  const invoice = await refundOfKnownInvoice(stack);
  phase('More of it: companies, a second demo, a refund for an invoice that the backup knows');
  await sleep(Number(values.seconds) * 500);
  traffic.stop();
  await going;
  await demo(stack).catch(() => phase('That demo stopped half-way: all the more is half done when the server is lost'));
  const types = handledTypes(await allHeads(place), await handled(place));
  const after = traffic.confirmed.slice(begunLater);

  phase('Every service is killed; the database server too, with its files');
  await place.disaster(stack);
  await place.newDatabaseServer();
  phase('An empty server; restore and recover');
  const lost = Date.now();
  process.stdout.write(await place.run('deploy/backup/restore.ts', [backupFolder]));
  const restored = Date.now();
  process.stdout.write(await place.run('deploy/backup/recover.ts', [backupFolder]));
  const recovered = Date.now();
  // As after a point-in-time recovery; a second call only has the consumers read more.
  process.stdout.write(await place.run('deploy/backup/recover.ts', ['--since', JSON.parse(readFileSync(join(backupFolder, 'backup.json'), 'utf8')).takenAt]));
  stack = await place.start();
  const ready = Date.now();
  Object.assign(report, { restoreSeconds: (restored - lost) / 1000, recoverSeconds: (recovered - restored) / 1000, startSeconds: (ready - recovered) / 1000, settledSeconds: await settled(place) });

  phase('The verdict');
  const wrong: string[] = [];
  const heads = await allHeads(place);
  const told: { id: string; subject: string; topic: string; type: string }[] = JSON.parse(readFileSync(join(place.directory, 'lost-events.json'), 'utf8'));
  wrong.push(...unhandled(heads, await handled(place), types), ...(await strangers(place)).map((it) => `stranger in ${it}`));
  for (const service of services) {
    const parked = await rows(place, service, 'SELECT FROM parked_event');
    if (parked.length > 0) wrong.push(`${parked.length} parked in ${service}`);
  }
  wrong.push(...(await missing(before)), ...(await unreported(after, new Set(told.map(({ subject }) => subject)))));
  const refunds = await rows<{ id: string }>(place, 'commissions', `SELECT id::text FROM commission WHERE refund_id = 'drill-${invoice}'`);
  if (refunds.length !== 1) wrong.push(`the refund that the CRM told after the backup is booked ${refunds.length} times`);
  process.stdout.write((await ops(stack, 'commissions', 'verify-ledger')) + (await ops(stack, 'identity', 'verify-audit')));
  const mails = await mailsTwice(stack, before);
  Object.assign(report, { companiesBefore: before.length, companiesAfter: after.length, events: heads.length, eventsLost: told.length, ...mails });
  print(wrong);
  phase('A third demo on the restored system');
  await patiently(stack);
  await settled(place);
  process.stdout.write((await ops(stack, 'commissions', 'verify-ledger')) + (await ops(stack, 'identity', 'verify-audit')));
  return wrong;
}

function print(wrong: readonly string[]): void {
  const outcome = { ...report, wrong };
  writeFileSync(join(place.directory, 'report.json'), `${JSON.stringify(outcome, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
}

async function activate(stack: Stack): Promise<void> {
  const link = await stack.adminLink({ email: admin.adminEmail, name: 'First Admin' });
  const token = /#token=([\w.-]+)/.exec(link ?? '')?.[1];
  const { status } = await new OutsideClient(stack.gatewayUrl).post('/api/activation', { token, password: admin.adminPassword });
  if (status !== 200) throw new Error(`The first admin could not activate: ${status}`);
}

/** What the CRM tells between the backup and the loss is on the topic alone then. */
async function refundOfKnownInvoice(stack: Stack): Promise<string> {
  const [line] = await rows<{ invoice: string }>(place, 'commissions', `SELECT invoice_id AS invoice FROM commission WHERE invoice_id LIKE 'INV-1-%' LIMIT 1`);
  if (line === undefined) throw new Error('The demo left no invoice.');
  const data = { refundId: `drill-${line.invoice}`, invoiceId: line.invoice, amount: { amount: '1000.00', currency: 'USD' }, refundedOn: new Date().toISOString().slice(0, 10) };
  await reportIn({ ...stack.services['commissions']?.env }, [{ type: 'invoice.refunded.v1', data }]);
  return line.invoice;
}

/** Of what was done before the backup began: application, partner and owner, each once. */
async function missing(companies: readonly Confirmed[]): Promise<string[]> {
  const approved = await idsOf('applications', `SELECT id::text FROM application WHERE status = 'approved'`);
  const [partners, owners] = [await idsOf('applications', 'SELECT id::text FROM partner'), await idsOf('identity', 'SELECT partner_id::text AS id FROM user_account WHERE partner_id IS NOT NULL')];
  const trail = await idsOf('identity', `SELECT subject_id AS id FROM audit_entry WHERE action = 'application.approved'`);
  return companies.flatMap(({ applicationId, partnerId = '' }) => {
    const times = [approved.get(applicationId), partners.get(partnerId), owners.get(partnerId), trail.get(applicationId)];
    return times.every((it) => it === 1) ? [] : [`company ${applicationId}: application, partner, owner and audit entry are there ${times.map((it) => it ?? 0).join(', ')} times`];
  });
}

/** What was done after it is either there or named as lost. */
async function unreported(companies: readonly Confirmed[], told: Set<string>): Promise<string[]> {
  const known = await idsOf('applications', 'SELECT id::text FROM application');
  return companies.filter(({ applicationId }) => known.has(applicationId) === told.has(applicationId)).map(({ applicationId }) => `company ${applicationId} is ${known.has(applicationId) ? 'there and' : 'neither there nor'} named as lost`);
}

async function idsOf(service: string, sql: string): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const { id } of await rows<{ id: string }>(place, service, sql)) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}

/** Received, approved and the activation link are three mails: a company has more where one was told again under another Message-ID. */
async function mailsTwice(stack: Stack, companies: readonly Confirmed[]): Promise<Record<string, number>> {
  const all = await new Inbox(stack.mailUrl).all();
  const more = companies.filter(({ email }) => new Set(all.filter((mail) => mail.to.includes(email)).map(({ messageId }) => messageId)).size > 3);
  return { mails: all.length, mailsAgainUnderTheSameId: all.length - new Set(all.map(({ messageId }) => messageId)).size, companiesToldTwice: more.length };
}

try {
  const wrong = await drill();
  process.stdout.write(`${wrong.length === 0 ? 'Restored: nothing lost but what is named, nothing doubled, nothing contradicts.' : 'The restore left damage; see above.'}\n`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await place.stop();
}
