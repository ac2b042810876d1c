import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { eventually } from '#libs/testing/eventually';
import { type SpanReceiver, startSpanReceiver, wayUp } from '#libs/testing/span-receiver';
import { OutsideClient } from '../../tools/demo/client.ts';
import { applicationOf, type DemoCompany, madeUpCompany, type Person, person } from '../../tools/demo/companies.ts';
import { dealing, type WonDeals } from '../../tools/demo/dealing.ts';
import { earning, statement } from '../../tools/demo/earning.ts';
import { Inbox, type Mail } from '../../tools/demo/inbox.ts';
import { approvedPartner, joinRequest, lookAround, passwordReset, rejections, type Team } from '../../tools/demo/joining.ts';
import { bringIn, signIn, type World } from '../../tools/demo/people.ts';
import { field, list, Report } from '../../tools/demo/report.ts';
import { readRecords, topicsWith, type Read } from '../faults/topic-reader.ts';
import { dealWithNames, foreignSecrets, found, leaksIn, linesOf, linksIn, parkNames, personal, tokensIn, topicNames, typed, wentWrong } from '../support/canary.ts';
import { checkOfTheChart } from '../support/chart-check.ts';
import { Search } from '../support/forms.ts';
import { overhear } from '../support/overheard.ts';
import { freshStack, type Running } from '../support/running.ts';
import { sendAgain, type SentAgain } from '../support/sent-again.ts';
import { watchTables, type Written, type WrittenRows } from '../support/written.ts';
import { readmeJourney } from './readme-journey.ts';

const logged = z.looseObject({ service: z.string(), msg: z.string().optional(), traceId: z.string().optional(), correlationId: z.string().optional() });
let receiver: SpanReceiver;
let running: Running;
let tables: WrittenRows;
let sentAgain: SentAgain;
let correlationId = '';
let world: World;
let team: Team;
let partner: { company: DemoCompany; owner: Person; ownerClient: OutsideClient; seller: OutsideClient };

const prefix = `joining-${randomBytes(3).toString('hex')}.`;
const directory = mkdtempSync(join(tmpdir(), 'joining-'));
const brokers = process.env['TEST_KAFKA_BROKERS'] ?? '';
const overheard = overhear();

beforeAll(async () => {
  // Traces are on, so that all that follows is told to the receiver too.
  receiver = await startSpanReceiver();
  // As talkative as logs get, since they are searched at the end; nobody steps back, since every other step waits for a mail.
  running = await freshStack('joining', { kafkaPrefix: prefix, directory, env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, LOG_LEVEL: 'trace' } });
  tables = await watchTables(running.stack);
  // Where the demo's CRM reports to, as for any stack that is not the one of `npm start`.
  Object.assign(process.env, { DEMO_URL: running.url, DEMO_KAFKA_BROKERS: brokers, KAFKA_PREFIX: prefix });
  world = { url: running.url, inbox: new Inbox(running.mailUrl), report: new Report(() => undefined) };
  const admin = new OutsideClient(running.url);
  await signIn(world, admin, running.adminEmail, running.adminPassword, 'The admin');
  const managerEmail = 'manager@enterprise-scanner.example';
  const { client: manager } = await bringIn(world, admin, 'A partner manager', { email: managerEmail, name: 'Priya Natarajan', roles: ['partner_manager'] });
  team = { admin, manager, managerEmail };
}, 180_000);
afterAll(async () => {
  overheard.stop();
  await running?.stack.stop();
  await receiver?.close();
  rmSync(directory, { recursive: true, force: true });
});

// Each step of a chapter throws where something else comes back than is due; what the chapters leave behind is looked at here.
describe('a company’s way in, through the gateway, the real broker and real mails', () => {
  test('anybody can read the programme and try figures', async () => {
    await expect(lookAround(world)).resolves.toBeUndefined();
  });

  test('apply, duplicate, question, answer, approval, activation, sign-in, invitation', async () => {
    partner = await approvedPartner(world, team);
    const listed = await team.admin.get(`/api/partners?status=active&q=${encodeURIComponent(partner.company.legalName)}`);
    expect(list(listed.body, 'items')).toHaveLength(1);
    expect(field(listed.body, 'items', 0, 'tierHeld')).toBe('gold');
  }, 60_000);

  test('exactly one mail of each kind came to the owner', async () => {
    const subjects = (await world.inbox.mailsTo(partner.owner.email)).map((mail) => mail.subject);
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  test('a colleague asks to join and is invited by the owner', async () => {
    await expect(joinRequest(world, partner.company, partner.ownerClient)).resolves.toBeUndefined();
  }, 60_000);

  test('a namesake is looked at by a person; a rejected company comes back', async () => {
    await expect(rejections(world, team)).resolves.toBeUndefined();
  }, 60_000);

  test('a forgotten password is replaced, and sign-out ends the session', async () => {
    await expect(passwordReset(world, partner.owner)).resolves.toBeUndefined();
  }, 60_000);

  test('a link is sent again: the same to an applicant, another to somebody invited', async () => {
    const { identity } = running.stack.services;
    if (identity) sentAgain = await sendAgain(world, team.admin, identity);
    expect(new Set(sentAgain.statusTokens)).toEqual(new Set([expect.stringMatching(/^[\w-]{22}\.[\w-]{43}$/)]));
    expect(new Set(sentAgain.activationTokens).size).toBe(2);
  }, 60_000);

  test('the installation checks itself as helm test does', async () => {
    expect(await checkOfTheChart(running.stack)).toMatch(/Signed in\.\nThe programme has 3 tiers\.\nAn event went from identity to notifications\./);
  }, 90_000);

  test('the audit trail tells who approved', async () => {
    const trail = await team.admin.get('/api/audit?action=application.approved&limit=5');
    expect(trail.status).toBe(200);
    expect(list(trail.body, 'items').length).toBeGreaterThan(0);
  });
});

describe('what the partner sells and earns, with the CRM on its topic', () => {
  let won: WonDeals;
  const amounts = (lines: readonly unknown[]) => lines.map((line) => `${field(line, 'amount', 'amount')} ${field(line, 'amount', 'currency')}`).toSorted();
  const largeLines = ['420000.00 USD', '420000.00 USD', '420000.00 USD'];

  test('deals are registered, rivals wait, a person decides, and the CRM tells what was won', async () => {
    won = await dealing(world, team, partner.seller);
    const deal = await partner.ownerClient.get(`/api/deals/${won.large}`);
    expect(deal.body).toMatchObject({ status: 'won', won: { amount: { amount: '4200000.00', currency: 'USD' }, contract: 'annual', termMonths: 36 } });
  }, 120_000);

  test('a deal of USD 4.2M at Gold, fully invoiced, earns USD 1,260,000.00, and a refund takes its share back', async () => {
    await expect(earning(world, partner.ownerClient, won)).resolves.toBeUndefined();
    const linesOf = async (deal: string) => amounts(list((await partner.ownerClient.get(`/api/commissions?dealId=${deal}`)).body, 'items'));
    expect([await linesOf(won.large), await linesOf(won.small)]).toEqual([largeLines, ['-7500.00 USD', '30000.00 USD']]);
  }, 120_000);

  test('the statement has each line once and closes with their sum', async () => {
    await expect(statement(world, partner.ownerClient)).resolves.toBeUndefined();
    const { body } = await partner.ownerClient.get('/api/statements/current');
    const [month, ...others] = list(body, 'currencies');
    expect([others, field(month, 'opening', 'amount'), field(month, 'closing', 'amount')]).toEqual([[], '0.00', '1282500.00']);
    expect(amounts(list(month, 'lines'))).toEqual(['-7500.00 USD', '30000.00 USD', ...largeLines]);
  });
});

readmeJourney(() => running);

describe('the traces of all that', () => {
  const [traceId, page] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  const company = madeUpCompany('Trace Works', 'GmbH', 'DE');
  const applicant = person('Ada', 'Lovelace', company.domain);

  test('one leads from the page’s request to the mail that it brings about', async () => {
    const headers = { traceparent: `00-${traceId}-${page}-00`, 'sec-fetch-site': 'same-origin' };
    const applied = await new OutsideClient(running.url).post('/api/partners/apply', applicationOf(company, applicant), { headers });
    expect(applied.status).toBe(201);
    correlationId = applied.headers.get('x-correlation-id') ?? '';
    const own = () => receiver.spans.filter((span) => span.traceId === traceId);
    const sent = await eventually(() => {
      const [mail] = own().filter(({ name, attributes }) => name === 'send mail' && attributes['mail.template'] === 'application-received');
      if (!mail) throw new Error(`There is no span of the mail among ${own().map(({ name }) => name).join(', ')}`);
      return mail;
    }, { timeoutMs: 30_000 });
    await eventually(() => expect(wayUp(own(), sent)).toEqual([
      'notifications: send mail', 'notifications: process applications', 'applications: publish applications', 'applications: POST /api/partners/apply', 'gateway: POST /api/partners/apply',
    ]), { timeoutMs: 30_000 });
    expect(own().find(({ service, kind }) => service === 'gateway' && kind === 2)).toMatchObject({ parentSpanId: page, attributes: { 'request.correlation_id': correlationId } });
    const request = own().find(({ service, name }) => service === 'applications' && name.startsWith('POST'));
    expect(own().filter(({ name, parentSpanId }) => name === 'transaction' && parentSpanId === request?.spanId).length).toBeGreaterThan(0);
    expect(own().filter(({ failed }) => failed)).toEqual([]);
  }, 90_000);

  test('the lines of log about it and about everything else have both ids', () => {
    const lines = Object.values(running.stack.services).flatMap(({ logFile }) => readFileSync(logFile, 'utf8').split('\n').filter((line) => line.startsWith('{')).map((line) => logged.parse(JSON.parse(line))));
    expect(lines.filter((line) => line.traceId === traceId && line.msg === 'request').map(({ service }) => service).toSorted()).toEqual(['applications', 'gateway']);
    expect(lines.filter((line) => (line.traceId === undefined) !== (line.correlationId === undefined))).toEqual([]);
    expect(lines.filter((line) => line.msg === 'request' && line.traceId === undefined)).toEqual([]);
  });

  test('nothing in them is a person’s, or lets anybody in', () => {
    const said = receiver.received();
    expect(receiver.spans.length).toBeGreaterThan(200);
    expect(new Set(receiver.spans.map(({ service }) => service))).toEqual(new Set(Object.keys(running.stack.services)));
    const canaries = [applicant.email, applicant.lastName, company.legalName, company.domain, partner.owner.email, partner.owner.lastName, partner.company.domain, running.adminEmail, running.adminPassword, team.managerEmail, 'eyJhbGciOi', running.url];
    expect(canaries.filter((canary) => said.includes(canary))).toEqual([]);
  });
});

// The names, addresses, texts, passwords and links of the journey above are found again nowhere but where they belong.
describe('afterwards', () => {
  let mails: Mail[] = [];
  let records: Read[] = [];
  let rows: Written[] = [];
  let search: Search;
  const secrets = new Set<string>();
  const people = new Set(personal);

  beforeAll(async () => {
    await dealWithNames(partner.seller, partner.ownerClient, { brokers, prefix });
    expect(await wentWrong(world, team.admin, partner.owner.email)).toEqual([]);
    expect((await parkNames(team.admin, prefix)).length).toBeGreaterThanOrEqual(3);
    mails = await world.inbox.all();
    // Logs are written in small batches and spans sent so; what waits is written when a process ends.
    await running.stack.stop();
    [records, rows] = await Promise.all([readRecords(brokers, prefix, topicNames), tables.read()]);
    for (const secret of [...overheard.secrets, ...Object.values(typed), ...mails.flatMap(tokensIn), ...sentAgain.statusTokens]) secrets.add(secret);
    for (const address of [...mails.flatMap(({ to }) => to), 'zilla.zebrafink@canary.example']) people.add(address);
    search = new Search(secrets);
  }, 300_000);

  test('there are links of every kind to look for, and they are found in whatever form they stand', () => {
    const links = mails.flatMap(linksIn);
    expect(new Set(links.map(({ page }) => page))).toEqual(new Set(['/application-status', '/activate', '/reset-password']));
    expect(new Set(links.map(({ token }) => token)).size).toBeGreaterThan(15);
    expect(links.filter(({ token }) => !secrets.has(token))).toEqual([]);
    const lost = [...secrets].flatMap((secret) => {
      const hidden = ['', 'x', 'xy'].flatMap((before) => (['utf8', 'hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(`${before}${secret}, and so on`).toString(form)));
      const inOtherCase = [secret.toLowerCase(), Buffer.from(secret).toString('hex').toUpperCase()];
      return [...hidden, ...inOtherCase].filter((text) => !search.in(`what comes before ${text}`).includes(secret));
    });
    expect(lost).toEqual([]);
  });

  test('no log line of any service has a secret or anything personal', () => {
    const lines = linesOf(directory);
    expect(secrets.size).toBeGreaterThan(30);
    expect(lines.filter((line) => line.includes('correlationId')).length).toBeGreaterThan(50);
    expect(lines.filter((line) => line.includes(correlationId)).length).toBeGreaterThan(1);
    const told = lines.flatMap((line) => [...search.in(line), ...found(line, people)].map((value) => `${value} in ${line.slice(0, 400)}`));
    expect(told.slice(0, 20)).toEqual([]);
  });

  test('no topic has a secret, and personal data stands where the event’s contract says so', async () => {
    expect(new Set(await topicsWith(brokers, prefix))).toEqual(new Set(topicNames));
    expect(new Set(records.map(({ topic }) => topic))).toEqual(new Set(topicNames));
    expect(records.filter(({ value }) => found(value, [partner.owner.email]).length > 0).length).toBeGreaterThan(1);
    expect(records.flatMap((record) => leaksIn(record, search, people)).slice(0, 20)).toEqual([]);
  });

  test('no row of any table of any database had a secret, whether it is still there or not', () => {
    const placesOf = (...wanted: string[]) => {
      const canaries = new Search(wanted);
      return [...new Set(rows.filter(({ text }) => canaries.in(text).length > 0).map(({ place }) => place))];
    };
    expect(new Set(rows.map(({ place }) => place.split('.')[0]))).toEqual(new Set(Object.keys(running.stack.services)));
    // Of this very application: the table itself, the outbox, an answer kept for repetition, a request that is gone by now, a mail that is sent; and as bytes, what is parked.
    expect(placesOf(sentAgain.email, sentAgain.reference)).toEqual(expect.arrayContaining(['applications.application', expect.stringMatching(/^applications\.outbox_\d$/), 'applications.idempotency_key', 'applications.status_link_request', 'notifications.delivery']));
    expect(placesOf('zilla.zebrafink@canary.example')).toContain('identity.parked_event');
    expect(rows.flatMap(({ place, text }) => search.in(text).map((secret) => `${secret} in ${place}: ${text.slice(0, 400)}`)).slice(0, 20)).toEqual([]);
  });

  test('no span has a secret', () => {
    const sent = receiver.received().toString('latin1');
    expect(search.in(sent)).toEqual([]);
    expect(sent).toContain(correlationId);
  });

  test('a mail has the link that is meant for its reader, and no other secret', () => {
    expect(mails.filter((mail) => tokensIn(mail).length > 0).length).toBeGreaterThan(5);
    expect(foreignSecrets(mails, secrets)).toEqual([]);
    expect(mails.filter((mail) => new Set(tokensIn(mail)).size > 1)).toEqual([]);
  });
});
