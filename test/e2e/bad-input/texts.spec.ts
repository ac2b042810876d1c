import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EventSender } from '#libs/testing/event-sender';
import { eventually } from '#libs/testing/eventually';
import { Inbox, type Mail } from '../../../tools/demo/inbox.ts';
import { freshStack, type Running } from '../../support/running.ts';
import { rowsOf } from '../../support/written.ts';
import { goodApplication } from './application-body.ts';
import { freeTextsOf } from './free-texts.ts';
import { problemIn, RoughClient } from './rough-client.ts';
import { deals, dealSettings, heldReport } from './stories/deals.story.ts';
import { joining, passwords } from './stories/joining.story.ts';
import { invoices, rates } from './stories/money.story.ts';
import { operations } from './stories/operations.story.ts';
import { programme, resources } from './stories/programme.story.ts';
import { TextWriter, textsIn, words, Written, type Caller } from './text-writer.ts';

const prefix = `bad-texts-${randomBytes(3).toString('hex')}.`;
let running: Running;
let client: RoughClient;
let inbox: Inbox;
let sender: EventSender;
let written: Written;
let admin: Caller;
beforeAll(async () => {
  running = await freshStack('bad-texts', { kafkaPrefix: prefix, serviceEnv: { notifications: { TEAM_MAILBOX: 'team@enterprise-scanner.example' } } });
  client = new RoughClient(running.url);
  inbox = new Inbox(running.mailUrl);
  sender = new EventSender(prefix);
  written = new Written(freeTextsOf(JSON.parse((await client.send('GET', '/api/openapi.json')).text)));
  admin = await new TextWriter(client, written, '').signIn(running.adminEmail, running.adminPassword);
}, 180_000);
afterAll(async () => {
  await sender?.close();
  await running?.stack.stop();
});

/** Harmless as text, harmful wherever text is taken for something else. */
const hostile = {
  sql: `Robert'); DROP TABLE application; --`,
  'a template': '{{constructor.constructor("return process.exit()")()}} ${7*7} {{7*7}} #{7*7} <%= 7*7 %>',
  'a handlebars partial': '{{> greeting}} {{#each this}}x{{/each}} {{{link}}}',
  'a script': '<script>alert("1")</script><img src=x onerror=alert(1)>',
  'a mail header': 'Bcc: all@example.com%0d%0aSubject: hello',
  'a formula': '=HYPERLINK("http://evil.example","x")',
  'a format string': '%s%n%x $1 \\u0000 \\x00 ../../etc/passwd',
} as const;

const unescaped = (html: string) =>
  html.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+));/gi, (_, hex?: string, dec?: string) => String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(dec))).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** What of ours a mail is about, by the marks at the ends of the texts. */
const mentioned = ({ html }: Mail) => [...html.matchAll(/~(\d+)~/g)].flatMap(([, at]) => written.entries.get(Number(at)) ?? []);

/** The texts are there to be read, and only to be read. */
function wrongIn(mail: Mail): string[] {
  const { html, subject, to } = mail;
  const shown = unescaped(html);
  const other = mentioned(mail).filter(({ value }) => !shown.includes(value)).map(({ field, value }) => `“${subject}” says something else than ${value} of ${field}`);
  const active = /<script|<img src=x|\bonerror=alert\(1\)>/i.exec(html) === null ? [] : [`“${subject}” holds what a browser runs`];
  return [...other, ...active, ...(/[\r\n]/.test(subject) || to.length !== 1 ? [`“${subject}” goes to ${to.join(', ')}`] : [])];
}

/** All about one company. */
async function ofCompany(writer: TextWriter): Promise<Caller> {
  const [owner] = await Promise.all([joining(writer, admin, inbox), heldReport(writer, admin, sender), operations(writer, admin, sender)]);
  await invoices(writer, admin, owner, await deals(writer, admin, owner));
  return owner;
}

/** What there is of the programme once only. */
async function ofProgramme(writer: TextWriter): Promise<void> {
  await Promise.all([programme(writer, admin), resources(writer, admin), rates(writer, admin)]);
}

async function inTurn(writers: readonly TextWriter[], work: (writer: TextWriter) => Promise<void>): Promise<void> {
  for (const writer of writers) await work(writer);
}

test('every one may be written wherever there is a free text, and asked for', async () => {
  const writers = Object.values(hostile).map((text) => new TextWriter(client, written, text));
  await inTurn(writers, (writer) => dealSettings(writer, admin));
  // A password takes a quarter of a second of a processor to hash, and has room for half of them.
  const halves = [Object.values(hostile).slice(0, 3), Object.values(hostile).slice(3)].map((half) => new TextWriter(client, written, half.join(' ')));
  const [owners] = await Promise.all([Promise.all(writers.map(ofCompany)), inTurn(writers, ofProgramme), Promise.all(halves.map((writer) => passwords(writer, admin, inbox)))]);
  for (const [at, writer] of writers.entries()) {
    for (const { route, at: place } of written.fields.filter((it) => it.at.startsWith('?'))) {
      const as = route.endsWith('/join-requests') ? owners[at] : admin;
      await writer.call(route, { as, query: { [place.slice(1)]: words }, due: place === '?cursor' ? 400 : 200 });
    }
    for (const name of ['replay', 'discard']) await writer.call(`POST /api/operations/parked-events/{id}/${name}`, { as: admin, in: { id: words }, json: name === 'discard' ? { reason: 'none' } : {}, due: [400, 404] });
  }
}, 300_000);

test('every free text of the OpenAPI document was tried', () => {
  // What an If-Match says is read as a number.
  const fields = written.fields.filter(({ at }) => at !== 'If-Match').map(({ route, at }) => `${route} ${at}`);
  expect(fields.length).toBeGreaterThan(90);
  expect(fields.filter((field) => !written.covered.has(field))).toEqual([]);
});

/** Of a password a hash is kept, of a request to join no company: it is found by its website. */
const notKept = ['/api/activation /password', '/api/me/password /password', '/api/partners/join-requests /company/legalName', '/api/partners/join-requests /company/registrationNumber', '/api/password-reset/confirm /password'].map((field) => `POST ${field}`);

test('what was written comes back to who reads it exactly as it was sent', async () => {
  const reader = new TextWriter(client, written, '');
  // Why something was cancelled or decided stands in the audit trail, which hears of it a moment later.
  await eventually(async () => {
    for (let cursor = ''; cursor !== 'null'; ) cursor = String(Reflect.get(Object(await reader.call('GET /api/audit', { as: admin, query: { limit: '100', ...(cursor && { cursor }) } })), 'nextCursor'));
    const shown = [...written.shown].join('\n');
    expect(written.fieldsWithout((value) => shown.includes(value)).filter((field) => !field.endsWith(' Idempotency-Key'))).toEqual(notKept);
  });
}, 60_000);

test('it stands in the rows exactly as it was sent', async () => {
  const kept = (await rowsOf(running.stack)).flatMap(textsIn).join('\n');
  // A file is kept as bytes.
  expect(written.fieldsWithout((value) => kept.includes(value))).toEqual([...notKept, 'POST /api/resources /file/content'].toSorted());
});

/** What people are told by mail, at the least. Names too, but no name that reads like an address. */
const mailed = [
  'partners/apply /company/legalName', 'applications/{id}/more-info /question', 'applications/{id}/reject /note', 'partners/join-requests /contact/jobTitle', 'partners/join-requests /message',
  'deals /account/name', 'deals/{id}/return /note', 'deals/{id}/reject /note',
].map((field) => `POST /api/${field}`);

test('it is text in every mail that tells it', async () => {
  const mails = await eventually(async () => {
    const all = await inbox.all();
    const told = unescaped(all.map(({ html }) => html).join('\n'));
    expect(written.fieldsWithout((value) => told.includes(value)).filter((field) => mailed.includes(field))).toEqual([]);
    return all;
  });
  const names = ['partners/apply /contact/lastName', 'partners/join-requests /contact/lastName', 'users /name'].map((field) => `POST /api/${field}`);
  expect(mails.flatMap(mentioned).map(({ field }) => field)).toEqual(expect.arrayContaining(names));
  expect(mails.flatMap(wrongIn)).toEqual([]);
}, 60_000);

test.each(['a@example.com\r\nBcc: all@example.com', 'a@example.com\nTo: b@example.com', 'a@example.com, b@example.com', '"a\r\n"@example.com', 'a@example.com\u0000'])(
  'nobody is invited, reset, asked or sent a link at %j',
  async (email) => {
    const invite = { email, name: 'Eve', roles: ['finance'] };
    expect(problemIn(await client.send('POST', '/api/users', { headers: { cookie: admin.cookie }, json: invite }))).toBe('422 http/validation-failed /email');
    for (const path of ['/api/password-reset', '/api/applications/status-link']) expect(problemIn(await client.send('POST', path, { json: { email } }))).toBe('422 http/validation-failed /email');
    const { company, contact } = Object(goodApplication());
    const { legalName, website, country } = Object(company);
    const join = { company: { legalName, website, country }, contact: { ...Object(contact), email } };
    expect(problemIn(await client.send('POST', '/api/partners/join-requests', { json: join }))).toBe('422 http/validation-failed /contact/email');
  },
);

test('no mail went to anybody whom a text named, and nothing was answered with a 5xx', async () => {
  expect(await inbox.mailsTo('all@example.com')).toEqual([]);
  expect(client.failures).toEqual([]);
});
