import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testTokens } from '#libs/testing/test-tokens';
import { Inbox, type Mail } from '../../../tools/demo/inbox.ts';
import { field } from '../../../tools/demo/report.ts';
import { freshStack, type Running } from '../../support/running.ts';
import { changed, goodApplication } from './application-body.ts';
import { problemIn, RoughClient } from './rough-client.ts';

const tokens = testTokens();
const admin = tokens.sign({ roles: ['admin'] });
const team = 'team@enterprise-scanner.example';

let running: Running;
let client: RoughClient;
let inbox: Inbox;
beforeAll(async () => {
  running = await freshStack('bad-texts', { env: tokens.env, serviceEnv: { notifications: { TEAM_MAILBOX: team } } });
  client = new RoughClient(running.url);
  inbox = new Inbox(running.mailUrl);
}, 180_000);
afterAll(() => running?.stack.stop());

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

/** Every free text of an application. */
const texts = ['/company/legalName', '/company/registrationNumber', '/contact/firstName', '/contact/lastName', '/contact/jobTitle', '/goals/goals'] as const;
const longest: Readonly<Record<string, number>> = { '/company/registrationNumber': 50, '/contact/firstName': 100, '/contact/lastName': 100 };

const emailOf = (body: unknown) => field(body, 'contact', 'email');
const unescaped = (html: string) =>
  html.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+));/gi, (_, hex?: string, dec?: string) => String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(dec))).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** The text is there to be read, and only to be read. */
function shows(mail: Mail, text: string): void {
  expect(unescaped(mail.html)).toContain(text);
  if (/[<>]/.test(text)) expect(mail.html).not.toContain(text);
  expect(mail.html).not.toMatch(/<script|<img|\bonerror=alert\(1\)>/i);
  expect(mail.subject).not.toMatch(/[\r\n]/);
  expect(mail.to).toHaveLength(1);
}

describe.each(Object.entries(hostile))('text that is %s', (_what, text) => {
  test('is stored as it was sent, in every field, and mails show it as text', async () => {
    const body = texts.reduce((sofar, at) => changed(sofar, at, text.slice(0, longest[at]).trim()), goodApplication());
    const applied = await client.send('POST', '/api/partners/apply', { json: body });
    expect([applied.status, applied.text]).toEqual([201, expect.any(String)]);
    const id = field(JSON.parse(applied.text), 'id');

    const shown: unknown = JSON.parse((await client.send('GET', `/api/applications/${id}`, { token: admin })).text);
    const stored: unknown = Reflect.get(Object(shown), 'fields');
    for (const at of texts) expect([at, field(stored, ...at.slice(1).split('/'))]).toEqual([at, text.slice(0, longest[at]).trim()]);

    const reference = field(shown, 'reference');
    shows(await inbox.waitFor(team, ({ subject }) => subject.includes(reference), 'of a new application'), text);
    shows(await inbox.waitFor(emailOf(body), ({ html }) => html.includes(reference), 'that confirms the application'), text);
  });

  test('can be a question and a note of the team', async () => {
    const body = goodApplication();
    const applied = await client.send('POST', '/api/partners/apply', { json: body });
    const id = field(JSON.parse(applied.text), 'id');
    const move = async (name: string, json: unknown) => expect((await client.send('POST', `/api/applications/${id}/${name}`, { token: admin, json })).status).toBe(200);
    await move('review', {});
    await move('more-info', { question: text });
    shows(await inbox.waitFor(emailOf(body), ({ html }) => unescaped(html).includes(text), 'with the question'), text);
    await move('review', {});
    const seen = await inbox.seen(emailOf(body));
    await move('reject', { reason: 'other', note: text });
    shows(await inbox.waitFor(emailOf(body), (mail) => !seen.has(mail.id) && unescaped(mail.html).includes(text), 'with the note'), text);
  });

  test('can be what is searched for', async () => {
    const answer = await client.send('GET', `/api/partners?q=${encodeURIComponent(text)}`, { token: admin });
    expect(answer.status).toBe(200);
  });
});

test.each(['a@example.com\r\nBcc: all@example.com', 'a@example.com\nTo: b@example.com', 'a@example.com, b@example.com', '"a\r\n"@example.com', 'a@example.com\u0000'])(
  'nobody is invited, reset, asked or sent a link at %j',
  async (email) => {
    const invite = { email, name: 'Eve', roles: ['finance'] };
    expect(problemIn(await client.send('POST', '/api/users', { token: admin, json: invite }))).toBe('422 http/validation-failed /email');
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
