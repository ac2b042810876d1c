// A fixed number of requests a second through the gateway, whatever the answers: reading, and companies that apply, are reviewed and approved. Nothing is
// repeated. Runs in a pod (cluster.sh) until the file /tmp/stop is there; then companies under way are decided, and what came out is printed as lines of JSON.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { OutsideClient, type Answer } from '../../tools/demo/client.ts';
import { applicationOf, madeUpCompany, person } from '../../tools/demo/companies.ts';
import { field } from '../../tools/demo/report.ts';

const { TARGET = '', RATE = '100', ADMIN_EMAIL: email = '', ADMIN_PASSWORD: password = '' } = process.env;
const rate = Number(RATE);
const reads = ['/api/programme', '/api/session', '/api/partners?limit=5', '/api/deals?limit=5', '/api/commissions?limit=5', '/api/notifications?limit=5', '/api/catalogue', '/api/users?limit=5'];
/** Of fifty requests these are a company's three: one applies, one is taken up, one is approved. */
const round = 50;
const moves = new Map([[0, 'apply'], [17, 'review'], [34, 'approve']]);

interface Company {
  readonly applicationId: string;
  readonly email: string;
  partnerId?: string;
}
const applied: Company[] = [];
const taken: Company[] = [];
const approved: Company[] = [];
const failures: string[] = [];
const took: number[] = [];
const visitor = new OutsideClient(TARGET);
const admin = new OutsideClient(TARGET);

/** Counts one request; gives its answer where it is the one that was due. */
async function asked(what: string, due: number, ask: () => Promise<Answer>): Promise<Answer | undefined> {
  const begin = performance.now();
  try {
    const answer = await ask();
    if (answer.status === due) return answer;
    failures.push(`${new Date().toISOString()} ${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`);
  } catch (error) {
    failures.push(`${new Date().toISOString()} ${what}: ${inspect(error, { breakLength: Infinity }).slice(0, 400)}`);
  } finally {
    took.push(performance.now() - begin);
  }
  return undefined;
}

async function apply(): Promise<void> {
  const company = madeUpCompany('Steady Tern', 'GmbH', 'DE');
  const contact = person('Tara', 'Long', company.domain);
  const answer = await asked('apply', 201, () => visitor.post('/api/partners/apply', applicationOf(company, contact), { idempotencyKey: randomUUID() }));
  if (answer !== undefined) applied.push({ applicationId: field(answer.body, 'id'), email: contact.email });
}

async function review(company: Company): Promise<void> {
  if (await asked('review', 200, () => admin.post(`/api/applications/${company.applicationId}/review`, {}, { idempotencyKey: randomUUID() }))) taken.push(company);
}

async function approve(company: Company): Promise<void> {
  const answer = await asked('approve', 200, () => admin.post(`/api/applications/${company.applicationId}/approve`, { tier: 'gold' }, { idempotencyKey: randomUUID() }));
  if (answer !== undefined) approved.push({ ...company, partnerId: field(answer.body, 'partnerId') });
}

async function one(turn: number): Promise<void> {
  const move = moves.get(turn % round);
  const next = move === 'review' ? applied.shift() : move === 'approve' ? taken.shift() : undefined;
  if (move === 'apply') return apply();
  if (next !== undefined) return move === 'review' ? review(next) : approve(next);
  const path = reads[turn % reads.length] ?? '';
  await asked(path, 200, () => admin.get(path));
}

/** A token counts for ten minutes; the session is renewed long before, as the portal does. */
const renewed = setInterval(() => void asked('session', 200, () => admin.post('/api/session/refresh', {})), 240_000);
if (!(await asked('login', 200, () => admin.post('/api/partners/login', { email, password })))) throw new Error(failures.join());

const under = new Set<Promise<void>>();
const begin = performance.now();
let turn = 0;
for (; !existsSync('/tmp/stop'); turn += 1) {
  await sleep(Math.max(0, begin + (turn * 1000) / rate - performance.now()));
  const request = one(turn).finally(() => under.delete(request));
  under.add(request);
}
const seconds = (performance.now() - begin) / 1000;
await Promise.all(under);
for (const company of applied) await review(company);
for (const company of taken) await approve(company);
clearInterval(renewed);

took.sort((a, b) => a - b);
const print = (line: object): unknown => process.stdout.write(`${JSON.stringify(line)}\n`);
const at = (share: number): number => Math.round(took[Math.floor((took.length - 1) * share)] ?? 0);
for (const company of approved) print({ company });
for (const failure of failures.slice(0, 50)) print({ failure });
print({ requests: took.length, seconds: Math.round(seconds), perSecond: Math.round((turn / seconds) * 10) / 10, failed: failures.length, companies: approved.length, p50: at(0.5), p99: at(0.99), max: at(1) });
