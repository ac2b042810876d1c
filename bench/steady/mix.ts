import { randomBytes } from 'node:crypto';
import { applicationOf, person } from '../../tools/demo/companies.ts';
import type { Kind } from './load.ts';

const get = (name: string, path: string, share: number, headers: Record<string, string> = {}): Kind => ({ name, share, ask: () => ({ method: 'GET', path, headers, due: 200 }) });

/** What visitors ask of any installation: mostly reading, and companies that apply, each a new one. */
export function openMix(writes = 0.2): Kind[] {
  return [get('programme', '/api/programme', (1 - writes) / 2), get('catalogue', '/api/catalogue', (1 - writes) / 2), { name: 'apply', share: writes, keep: true, ask: application }];
}

/** What anybody who is signed in reads, whatever the role; `headers` hold a cookie or a token. */
export function signedInMix(headers: Record<string, string>): Kind[] {
  return [get('session', '/api/session', 0.1, headers), get('dashboard', '/api/dashboard', 0.1, headers), get('notifications', '/api/notifications', 0.2, headers), get('preferences', '/api/me/preferences', 0.1, headers)];
}

/** Made once: the load generator shares the processors with what it loads. */
const company = { legalName: 'Steady zqmarkqz GmbH', domain: 'steady-zqmarkqz.com', country: 'DE' };
const template = JSON.stringify(applicationOf(company, person('Load', 'Test', company.domain)));

function application() {
  const mark = randomBytes(9).toString('hex');
  return { method: 'POST', path: '/api/partners/apply', headers: { 'content-type': 'application/json', 'idempotency-key': mark }, body: template.replaceAll('zqmarkqz', mark), due: 201 } as const;
}

/** Signs in as a browser does and gives the cookies; they are good for ten minutes. */
export async function cookiesOf(url: string, email: string, password: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api/partners/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) });
  if (answer.status !== 200) throw new Error(`${email} could not sign in: ${answer.status} ${await answer.text()}`);
  await answer.body?.cancel();
  return { cookie: answer.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '').join('; ') };
}
