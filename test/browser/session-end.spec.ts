import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '#libs/testing/eventually';
import { testTokens } from '#libs/testing/test-tokens';
import { json } from '../../services/gateway/testing/stub-upstream.ts';
import { axeFindings } from './axe.ts';
import { screenshot, settled, sidewaysOverflow, unusable } from './browser.ts';
import { fillDeal, register } from './fill-deal.ts';
import { openSite, siteForTests } from './site.ts';
import { speakToTheTeam } from './stub-team.ts';

const site = siteForTests(undefined, { signedIn: false });

const posted = (path: string) => site.stub.arrived.filter(({ method, url }) => method === 'POST' && url.split('?')[0] === path);
const dialogOn = (page: Page) => page.getByRole('dialog', { name: 'Sign in again' });

async function signInAgain(page: Page, password = 'the right one'): Promise<void> {
  await dialogOn(page).getByLabel('Password', { exact: true }).fill(password);
  await dialogOn(page).getByRole('button', { name: 'Sign in and go on' }).click();
}

/** Key and trace of every try, also of those that the gateway has refused. */
function tries(page: Page, path: string): { key: string | undefined; trace: string | undefined }[] {
  const tried: { key: string | undefined; trace: string | undefined }[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'POST' || new URL(request.url()).pathname !== path) return;
    const { 'idempotency-key': key, traceparent } = request.headers();
    tried.push({ key, trace: /^00-([0-9a-f]{32})-[0-9a-f]{16}-00$/.exec(traceparent ?? '')?.[1] });
  });
  return tried;
}

async function signInElsewhere(page: Page, email: string): Promise<void> {
  const tab = await page.context().newPage();
  await tab.goto(`${new URL(page.url()).origin}/sign-in`);
  await tab.getByLabel('Work e-mail').fill(email);
  await tab.getByLabel('Password', { exact: true }).fill('the right one');
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await tab.waitForURL('**/home');
}

/** A registration that is filled in, and a session that is over. */
async function halfWay(how: { width?: number } = {}) {
  const { page, complaints } = await site.visit('/deals/new', { signedIn: true, ...how });
  await fillDeal(page);
  await page.context().clearCookies();
  return { page, complaints, before: posted('/api/deals').length };
}

describe.each([360, 1440])('a session that ends in the middle of a registration, at %d px', (width) => {
  test('is opened again in place, and what was sent is sent, once', async () => {
    const { page, complaints, before } = await halfWay({ width });
    const tried = tries(page, '/api/deals');
    await register(page).click();
    await dialogOn(page).getByText('What you have typed is still here').waitFor();
    expect(await page.evaluate('document.activeElement.name')).toBe('password');
    expect(await dialogOn(page).getByLabel('Work e-mail').inputValue()).toBe('amara.okafor@northwind-defence.example');
    await signInAgain(page, 'wrong');
    await dialogOn(page).getByText('The e-mail address or the password is not right.').waitFor();
    await settled(page);
    await screenshot(page, `session-end-${width}-light`);
    expect([await axeFindings(page), await unusable(page), await sidewaysOverflow(page)]).toEqual([[], [], 0]);
    expect(posted('/api/deals')).toHaveLength(before);
    await signInAgain(page);
    await page.getByRole('heading', { name: 'The deal is yours' }).waitFor();
    await dialogOn(page).waitFor({ state: 'detached' });
    expect(posted('/api/deals')).toHaveLength(before + 1);
    expect(tried).toEqual([tried[0], tried[0]]);
    expect(posted('/api/deals').at(-1)?.headers.traceparent).toContain(tried[0]?.trace);
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);
});

test('who would rather not sign in keeps the form, is told so, and sends it later', async () => {
  const { page, before } = await halfWay();
  await register(page).click();
  await dialogOn(page).getByRole('button', { name: 'Not now' }).click();
  await page.getByText('You are not signed in (any more).').waitFor();
  await dialogOn(page).waitFor({ state: 'detached' });
  await screenshot(page, 'session-over-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.getByLabel('Estimated value').inputValue()).toMatch(/2[.,]?8/);
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await signInAgain(page);
  await page.locator('.session-over').waitFor({ state: 'detached' });
  expect(posted('/api/deals')).toHaveLength(before);
  await register(page).click();
  await page.getByRole('heading', { name: 'The deal is yours' }).waitFor();
  expect(posted('/api/deals')).toHaveLength(before + 1);
  await page.context().close();
}, 60_000);

test('what is only read asks nobody for a password while they type, and the page stays', async () => {
  const { page } = await site.visit('/deals/new', { signedIn: true });
  const customer = page.getByRole('combobox', { name: 'Name of the customer' });
  await customer.waitFor();
  await page.context().clearCookies();
  await customer.pressSequentially('Conto', { delay: 60 });
  await page.locator('.session-over').waitFor();
  expect(await customer.inputValue()).toBe('Conto');
  expect(await dialogOn(page).count()).toBe(0);
  await page.context().close();
}, 60_000);

test('signing in in another tab lets what waits go on', async () => {
  const { page, before } = await halfWay();
  await register(page).click();
  await dialogOn(page).waitFor();
  await signInElsewhere(page, 'amara@northwind.example');
  await page.getByRole('heading', { name: 'The deal is yours' }).waitFor();
  expect(posted('/api/deals')).toHaveLength(before + 1);
  await page.context().close();
}, 60_000);

/** A site where Ben, of another company, signs in with the same password; who asks is told who they are by their token. */
async function siteOfTwo() {
  const other = await openSite();
  const ofAmara: unknown = await (await fetch(`${other.stub.url}/api/session`)).json();
  const ben = { id: '0191d3a0-0000-7000-8000-0000000000b1', name: 'Ben Adler', email: 'ben@fabrikam.example', locale: 'en', roles: ['seller'], permissions: ['deals:read', 'deals:register', 'accounts:read', 'notifications:read'] };
  const ofBen = { user: ben, partner: { id: '0191d3a0-0000-7000-8000-0000000000b2', company: 'Fabrikam' }, expiresAt: '2099-01-01T00:00:00.000Z' };
  other.stub.on('GET', '/api/session', ({ headers }, response) => json(response, 200, personOf(headers.authorization) === ben.id ? ofBen : ofAmara));
  const signsInBen = () => other.stub.on('POST', '/api/partners/login', (_arrived, response) =>
    json(response, 200, { ...ofBen, tokens: { accessToken: testTokens().sign({ sub: ben.id, partner: ofBen.partner.id, roles: ['seller'] }), accessExpiresAt: ofBen.expiresAt, refreshToken: 'b', refreshExpiresAt: ofBen.expiresAt } }),
  );
  return { other, ben, ofAmara, signsInBen };
}

function personOf(authorization: string | undefined): unknown {
  return Object(JSON.parse(Buffer.from(authorization?.split('.')[1] ?? 'e30', 'base64url').toString())).sub;
}

test('somebody else who signs in in another tab finds and sends nothing of what was typed here', async () => {
  const { other, ben, signsInBen } = await siteOfTwo();
  const { page } = await other.visit('/deals/new', { signedIn: true });
  await fillDeal(page);
  signsInBen();
  await signInElsewhere(page, ben.email);
  await page.getByRole('link', { name: 'Ben Adler' }).waitFor();
  expect(await page.getByRole('combobox', { name: 'Name of the customer' }).inputValue()).toBe('');
  expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('Contoso');
  expect(other.stub.arrived.filter(({ method, url }) => method === 'POST' && url.startsWith('/api/deals'))).toEqual([]);
  await other.close();
}, 90_000);

test('a renewed session that comes back after somebody else has signed in is shown to nobody, and ends', async () => {
  const { other, ben, ofAmara, signsInBen } = await siteOfTwo();
  const { page } = await other.visit('/account', { signedIn: true });
  await page.getByText('live', { exact: true }).waitFor();
  await page.context().clearCookies({ name: '__Host-pms_access' });
  const slow = Promise.withResolvers<void>();
  const tokens = { accessToken: testTokens().sign({ sub: '0191d3a0-0000-7000-8000-000000000001', roles: ['owner'] }), accessExpiresAt: '2099-01-01T00:00:00.000Z', refreshToken: 'late', refreshExpiresAt: '2099-01-01T00:00:00.000Z' };
  other.stub.on('POST', '/api/session/refresh', async (_arrived, response) => {
    await slow.promise;
    json(response, 200, { ...Object(ofAmara), tokens });
  });
  await page.getByRole('link', { name: 'Deals', exact: true }).click();
  await eventually(() => expect(other.stub.arrived.filter(({ url }) => url === '/api/session/refresh')).toHaveLength(1));
  signsInBen();
  const tab = await page.context().newPage();
  await page.close();
  await tab.goto(`${other.origin}/sign-in`);
  await tab.getByLabel('Work e-mail').fill(ben.email);
  await tab.getByLabel('Password', { exact: true }).fill('the right one');
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await tab.getByRole('link', { name: 'Ben Adler' }).waitFor();
  await settled(tab);
  slow.resolve();
  await eventually(async () => expect(await tab.context().cookies(other.origin)).toContainEqual(expect.objectContaining({ name: '__Host-pms_refresh', value: 'late' })));
  await tab.getByRole('link', { name: 'Deals', exact: true }).click();
  await tab.locator('.session-over').waitFor();
  expect(await tab.context().cookies()).toEqual([]);
  const arrived = other.stub.arrived.map(({ method, url }) => `${method} ${url}`);
  expect(arrived.slice(arrived.lastIndexOf('POST /api/session/refresh'))).toEqual(['POST /api/session/refresh', 'DELETE /api/session']);
  await tab.getByRole('button', { name: 'Sign in again' }).click();
  await signInAgain(tab);
  await tab.locator('.session-over').waitFor({ state: 'detached' });
  await tab.getByRole('link', { name: 'Ben Adler' }).waitFor();
  await other.close();
}, 90_000);

test('who signs out on a page that has not heard of somebody else leaves their session alone; one that nobody asked for ends', async () => {
  const { other, ben, signsInBen } = await siteOfTwo();
  const [{ page: stale }, { page: late }] = [await other.visit('/account', { signedIn: true }), await other.visit('/account', { signedIn: true })];
  // As a page that was asleep when it was told.
  await stale.addInitScript(`addEventListener('storage', (event) => event.stopImmediatePropagation())`);
  await stale.reload();
  for (const page of [stale, late]) await page.getByText('live', { exact: true }).waitFor();
  const ended = () => other.stub.arrived.filter(({ method, url }) => `${method} ${url}` === 'DELETE /api/session').map(({ headers }) => personOf(headers.authorization));
  const signOut = async (page: Page) => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${other.origin}/`);
    return (await page.context().cookies(other.origin)).map(({ name }) => name).toSorted();
  };
  signsInBen();
  await signInElsewhere(stale, ben.email);
  expect([await signOut(stale), ended()]).toEqual([['__Host-pms_access', '__Host-pms_refresh'], []]);
  // Cookies without a word of who is signed in, as a late answer puts them back.
  await late.context().request.post(`${other.origin}/api/partners/login`, { data: { email: ben.email, password: 'the right one' } });
  expect([await signOut(late), ended()]).toEqual([[], [ben.id]]);
  await other.close();
}, 90_000);

test('a decision with its note outlives the session, too', async () => {
  const team = await openSite();
  speakToTheTeam(team.stub);
  const { page } = await team.visit('/admin/applications/0191d3a0-0000-7000-8000-000000000102', { signedIn: true });
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByLabel('Reason').selectOption({ index: 1 });
  await page.getByLabel(/^Note/).fill('Tell us more about your clients.');
  await page.context().clearCookies();
  await page.keyboard.press('Control+Enter');
  await dialogOn(page).waitFor();
  // The dialog's own keys are not the form's.
  await page.keyboard.press('Escape');
  await page.getByText('You are not signed in (any more).').first().waitFor();
  expect(await page.getByLabel(/^Note/).inputValue()).toBe('Tell us more about your clients.');
  await page.getByRole('button', { name: 'Reject the application' }).click();
  await signInAgain(page);
  await page.getByText('has been turned down.').waitFor();
  const sent = team.stub.arrived.filter(({ method, url }) => method === 'POST' && url.endsWith('/reject'));
  expect(sent.map(({ body }) => JSON.parse(body.toString()))).toEqual([expect.objectContaining({ note: 'Tell us more about your clients.' })]);
  await team.close();
}, 90_000);

test('a page that is left while it renews its session keeps the new cookies', async () => {
  const { page } = await site.visit('/account', { signedIn: true });
  await page.getByText('live', { exact: true }).waitFor();
  await page.context().clearCookies({ name: '__Host-pms_access' });
  const session: unknown = await (await fetch(`${site.stub.url}/api/session`)).json();
  const tokens = { accessToken: testTokens().sign(), accessExpiresAt: '2099-01-01T00:00:00.000Z', refreshToken: 'renewed', refreshExpiresAt: '2099-01-01T00:00:00.000Z' };
  site.stub.on('POST', '/api/session/refresh', async (_arrived, response) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    json(response, 200, { ...Object(session), tokens });
  });
  await page.getByRole('link', { name: 'Deals', exact: true }).click();
  await eventually(() => expect(posted('/api/session/refresh').length).toBeGreaterThan(0));
  await page.goto('about:blank');
  await eventually(async () => expect(await page.context().cookies(site.origin)).toContainEqual(expect.objectContaining({ name: '__Host-pms_refresh', value: 'renewed' })));
  await page.context().close();
}, 60_000);
