import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { topics } from '#libs/contracts/events/all';
import { partners } from '#libs/contracts/events/partners';
import { withoutPersonal } from '#libs/messaging/personal';
import { EventSender } from '#libs/testing/event-sender';
import { serviceDefinitions } from '../../deploy/local/services.ts';
import type { OutsideClient } from '../../tools/demo/client.ts';
import { reportIn } from '../../tools/demo/crm.ts';
import { day } from '../../tools/demo/dealing.ts';
import { eventually } from '../../tools/demo/eventually.ts';
import type { Mail } from '../../tools/demo/inbox.ts';
import { somebody, type World } from '../../tools/demo/people.ts';
import { field, list } from '../../tools/demo/report.ts';
import type { Read } from '../faults/topic-reader.ts';
import type { Search } from './forms.ts';

const once = () => ({ idempotencyKey: randomUUID() });

/** Secrets that nobody gave out: what somebody types who has no business here. */
export const typed = { password: 'Zeisig-canary-password-1', token: `canary${'-token'.repeat(7)}`, bearer: 'canary.bearer.of-nobody' };

/** What people are called and what they wrote in tools/demo and here; their addresses are added by who read the mails. */
export const personal = ['Amara Okafor', 'Okafor', 'Jonas Weber', 'Lena Vogel', 'Priya Natarajan', 'Zebrafink', '14155550132', 'Three regional insurers', 'Which insurers do you advise', 'more about your clients', 'I run the integration', 'Kanarie calls on Tuesdays'];

/** The key of an event that no service can handle. */
const unhandled = 'parked-canary';

/** A deal with a contact's name and notes, won and paid. */
export async function dealWithNames(seller: OutsideClient, owner: OutsideClient, broker: { readonly brokers: string; readonly prefix: string }): Promise<void> {
  const body = { account: { name: 'Kestrel Instruments', country: 'US' }, productFamilies: ['vulnerability-scanner'], estimatedValue: { amount: '100000.00', currency: 'USD' }, contract: 'one_off', expectedCloseOn: day(90), contactName: 'Zilla Zebrafink', notes: 'Kanarie calls on Tuesdays.' };
  const deal = field((await seller.post('/api/deals', body, once())).body, 'id');
  await seller.post(`/api/deals/${deal}/activities`, { kind: 'meeting', date: day(0), note: 'Met Zilla Zebrafink.' }, once());
  const env = { ...process.env, KAFKA_BROKERS: broker.brokers, KAFKA_PREFIX: broker.prefix };
  const amount = { amount: '100000.00', currency: 'USD' };
  await reportIn(env, [{ type: 'opportunity.won.v1', data: { dealId: deal, amount, contract: 'one_off', closedOn: day(0) } }, { type: 'invoice.paid.v1', data: { invoiceId: `INV-${deal}`, dealId: deal, amount, paidOn: day(0) } }]);
  const paid = await eventually(() => owner.get(`/api/commissions?dealId=${deal}`), ({ body: found }) => list(found, 'items').length === 1);
  if (list(paid.body, 'items').length !== 1) throw new Error(`The deal's commission did not come: ${JSON.stringify(paid.body)}`);
}

/** Requests that are refused, and those whose query is itself somebody's name; returns those that were not answered as they should be. */
export async function wentWrong(world: World, admin: OutsideClient, email: string): Promise<string[]> {
  const visitor = somebody(world);
  const json = { headers: { 'content-type': 'application/json' } };
  const calls: [due: number, answer: Promise<{ status: number }>][] = [
    [401, visitor.post('/api/partners/login', { email, password: typed.password })],
    [410, visitor.post('/api/activation', { token: typed.token.slice(0, 43), password: typed.password })],
    [404, visitor.get(`/api/applications/status/${typed.token}`)],
    [400, visitor.post('/api/partners/apply', `{"contact":{"email":"${email}","lastName":"Zebrafink"`, json)],
    [422, visitor.post('/api/partners/apply', { contact: { email, lastName: 'Zebrafink', phone: 'Zebrafink' }, company: { country: 'Zebrafink' } })],
    [401, visitor.get('/api/session', { headers: { authorization: `Bearer ${typed.bearer}` } })],
    [404, visitor.get(`/api/nothing/${email}?token=${typed.token}&name=Zebrafink`)],
    [200, admin.get(`/api/partners?q=${encodeURIComponent('Amara Okafor')}`)],
    [200, admin.get(`/api/users?q=${encodeURIComponent(email)}`)],
  ];
  const answers = await Promise.all(calls.map(async ([due, answer]) => [due, (await answer).status] as const));
  return answers.flatMap(([due, status], at) => (due === status ? [] : [`call ${at} was answered ${status} instead of ${due}`]));
}

/** An event full of names that no service can handle, so that it is parked; returns what is held then. */
export async function parkNames(admin: OutsideClient, prefix: string): Promise<unknown[]> {
  const sender = new EventSender(prefix);
  const data = { owner: { name: 'Zilla Zebrafink', email: 'zilla.zebrafink@canary.example', locale: 'en' }, tier: { name: 'Zilla Zebrafink' } };
  await sender.sendRaw(partners, 'partner.approved.v1', unhandled, data);
  await sender.close();
  const held = await eventually(() => admin.get('/api/operations/parked-events'), ({ body }) => list(body, 'items').length >= 3);
  return list(held.body, 'items');
}

/** The links that let somebody in, each with the page that it leads to. */
export const linksIn = ({ text, html }: Mail): { page: string; token: string }[] =>
  [...`${text} ${html}`.matchAll(/(\/[\w-]+)#token=([\w.-]{12,})/g)].map(([, page = '', token = '']) => ({ page, token }));

export const tokensIn = (mail: Mail): string[] => linksIn(mail).map(({ token }) => token);

export const found = (text: string, wanted: Iterable<string>): string[] => [...wanted].filter((value) => text.toLowerCase().includes(value.toLowerCase()));

/** Every line that the services wrote, with the file's name. */
export function linesOf(directory: string): string[] {
  const logs = join(directory, 'logs');
  const files = readdirSync(logs).filter((file) => serviceDefinitions.some(({ name }) => file.startsWith(name)));
  return files.flatMap((file) => readFileSync(join(logs, file), 'utf8').split('\n').filter(Boolean).map((line) => `${file}: ${line}`));
}

/** A secret anywhere in a record, or something personal where the event's contract marks nothing so. */
export function leaksIn({ topic, key, headers, value }: Read, secrets: Search, people: Iterable<string>): string[] {
  const type = headers['ce_type'] ?? '';
  const around = `${key} ${JSON.stringify(headers)}`;
  const unmarked = key === unhandled ? '' : `${around} ${JSON.stringify(withoutPersonal(type, JSON.parse(value)))}`;
  return [...secrets.in(`${around} ${value}`), ...found(unmarked, people)].map((what) => `${what} in ${type} on ${topic}: ${`${around} ${value}`.slice(0, 400)}`);
}

/** Secrets in mails that are not the one link meant for its reader. */
export function foreignSecrets(mails: readonly Mail[], secrets: Iterable<string>): string[] {
  const all = [...secrets];
  return mails.flatMap((mail) => {
    const own = new Set(mails.filter(({ to }) => to.some((address) => mail.to.includes(address))).flatMap(tokensIn));
    return found(`${mail.subject} ${mail.text} ${mail.html}`, all.filter((secret) => !own.has(secret))).map((what) => `${what} in “${mail.subject}” to ${mail.to.join(', ')}`);
  });
}

export const topicNames = topics.map(({ name }) => name);
