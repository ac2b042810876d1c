import { randomBytes, randomUUID } from 'node:crypto';
import { OutsideClient } from '../../tools/demo/client.ts';
import { applicationOf, freshPassword, madeUpCompany, person } from '../../tools/demo/companies.ts';
import { Inbox } from '../../tools/demo/inbox.ts';
import { field } from '../../tools/demo/report.ts';
import type { Stack } from '../../deploy/local/stack.ts';
import type { Kind } from './load.ts';
import { cookiesOf, openMix, signedInMix } from './mix.ts';

/** The first admin, and the owner of a partner that it approved, with their cookies; good for ten minutes. */
export async function people(stack: Stack, url: string): Promise<{ admin: Record<string, string>; owner: Record<string, string> }> {
  const [email, password] = ['first-admin@enterprise-scanner.example', freshPassword()];
  const admin = new OutsideClient(url);
  await activated(admin, /#token=([\w.-]+)/.exec((await stack.adminLink({ email, name: 'First Admin' })) ?? '')?.[1], password);
  await due(admin.post('/api/partners/login', { email, password }), 200);
  const company = madeUpCompany('Steady Hand', 'GmbH', 'DE');
  const contact = person('Ida', 'Berg', company.domain);
  const applied = await due(admin.post('/api/partners/apply', applicationOf(company, contact), { idempotencyKey: randomUUID() }), 201);
  await due(admin.post(`/api/applications/${field(applied, 'id')}/review`, {}), 200);
  await due(admin.post(`/api/applications/${field(applied, 'id')}/approve`, { tier: 'gold' }, { idempotencyKey: randomUUID() }), 200);
  // Mails come late where the machine is busy: notifications steps back.
  const mail = await new Inbox(stack.mailUrl).waitFor(contact.email, ({ text }) => text.includes('/activate#token='), 'with the activation link', 120_000);
  await activated(new OutsideClient(url), /#token=([\w.-]+)/.exec(mail.text)?.[1], password);
  return { admin: await cookiesOf(url, email, password), owner: await cookiesOf(url, contact.email, password) };
}

async function activated(client: OutsideClient, token: string | undefined, password: string): Promise<void> {
  await due(client.post('/api/activation', { token, password }), 200);
}

async function due(answer: Promise<{ status: number; body: unknown }>, status: number): Promise<unknown> {
  const { status: came, body } = await answer;
  if (came !== status) throw new Error(`${came} instead of ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** A day of the programme in small: three requests in ten write. */
export function everybodysMix({ admin, owner }: { admin: Record<string, string>; owner: Record<string, string> }): Kind[] {
  const get = (name: string, path: string, share: number): Kind => ({ name, share, ask: () => ({ method: 'GET', path, headers: owner, due: 200 }) });
  return [
    ...openMix(0.3),
    ...signedInMix(admin),
    get('deals', '/api/deals?limit=20', 0.2),
    get('commissions', '/api/commissions?limit=20', 0.1),
    get('statement', `/api/statements/${new Date().toISOString().slice(0, 7)}`, 0.1),
    { name: 'deal', share: 0.5, keep: true, ask: () => registration(owner) },
  ];
}

function registration(cookies: Record<string, string>) {
  const mark = randomBytes(8).toString('hex');
  const body = {
    account: { name: `${mark} Works`, website: `https://www.${mark}.example`, country: 'US' },
    productFamilies: ['cloud-scanner'],
    estimatedValue: { amount: '120000.00', currency: 'USD' },
    contract: 'annual',
    termMonths: 36,
    expectedCloseOn: new Date(Date.now() + 45 * 86_400_000).toISOString().slice(0, 10),
  };
  return { method: 'POST', path: '/api/deals', headers: { ...cookies, 'content-type': 'application/json', 'idempotency-key': mark }, body: JSON.stringify(body), due: 201 } as const;
}
