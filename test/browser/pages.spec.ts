import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startService, type StartedService } from '#libs/testing/start-service';
import { freePorts } from '../../deploy/local/preflight.ts';
import { gateway } from '../../services/gateway/service.ts';
import type { Stub } from '../../services/gateway/testing/stub-upstream.ts';
import { openBrowser, schemes, screenshot, sidewaysOverflow, unusable, widths } from './browser.ts';
import { startStubServices } from './stub-services.ts';

let browser: Browser;
let stub: Stub;
let service: StartedService;
let origin: string;

beforeAll(async () => {
  stub = await startStubServices();
  const [port = 0] = await freePorts(1);
  origin = `http://localhost:${port}`;
  service = await startService(gateway, { env: { PORT: String(port), PUBLIC_URL: origin, APPLICATIONS_URL: stub.url, IDENTITY_URL: stub.url, NOTIFICATIONS_URL: stub.url } });
  browser = await openBrowser();
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await stub?.stop();
});

/** A page that fails the test for everything that the browser complains about. */
async function visit(path: string, { width = 1440, scheme = 'light' as 'light' | 'dark', signedIn = false } = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: width < 800 ? 740 : 900 }, colorScheme: scheme, locale: 'en-GB' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The browser logs every refused request; these the pages expect and explain.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  if (signedIn) {
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Work e-mail').fill('amara@northwind.example');
    await page.getByLabel('Password', { exact: true }).fill('the right one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/account');
  }
  await page.goto(origin + path);
  return { page, complaints };
}

const pages = [
  { name: 'home', path: '/', shows: 'Platinum Partner' },
  { name: 'partner-portal', path: '/partner-portal.html', shows: 'Most popular' },
  { name: 'sign-in', path: '/sign-in', shows: 'Forgotten the password?' },
  { name: 'activate', path: '/activate#token=good-token', shows: 'New password' },
  { name: 'activate-without-token', path: '/activate', shows: 'Open this page through the link' },
  { name: 'reset-password', path: '/reset-password', shows: 'Mail me a link' },
  { name: 'reset-password-confirm', path: '/reset-password#token=good-token', shows: 'Set the new password' },
  { name: 'application-status', path: '/application-status#token=good-token', shows: 'A question for you' },
  { name: 'application-status-without-token', path: '/application-status', shows: 'Send the link again' },
  { name: 'join-requests', path: '/join-requests', shows: 'Lena Vogel', signedIn: true },
  { name: 'account', path: '/account', shows: 'What is new', signedIn: true },
  { name: 'account-signed-out', path: '/account', shows: 'Sign in first' },
  { name: 'api-docs', path: '/api/docs', shows: '/api/partners/login' },
];

describe.each(widths.flatMap((width) => schemes.map((scheme) => ({ width, scheme }))))('at $width px, $scheme', ({ width, scheme }) => {
  test.each(pages)('$name shows what it should, without sideways scrolling or complaints', async ({ name, path, shows, signedIn = false }) => {
    const { page, complaints } = await visit(path, { width, scheme, signedIn });
    await page.getByText(shows).first().waitFor();
    await screenshot(page, `${name}-${width}-${scheme}`);
    expect(complaints).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
    if (name !== 'api-docs') expect(await unusable(page)).toEqual([]);
    await page.context().close();
  }, 30_000);
});

describe('what the pages do', () => {
  test('a token is gone from the address bar, and a double click sends once', async () => {
    const { page } = await visit('/activate#token=good-token');
    await page.getByLabel('New password', { exact: true }).fill('a long and lovely sentence');
    expect(page.url()).toBe(`${origin}/activate`);
    const before = stub.arrived.filter(({ url }) => url === '/api/activation').length;
    await page.getByRole('button', { name: 'Activate' }).dblclick();
    await page.getByText('Your account is active').waitFor();
    expect(stub.arrived.filter(({ url }) => url === '/api/activation')).toHaveLength(before + 1);
    await page.context().close();
  }, 30_000);

  test('a refused field is explained beside it', async () => {
    const { page } = await visit('/activate#token=good-token', { width: 360 });
    await page.getByLabel('New password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Activate' }).click();
    await page.getByText('Must have at least 12 characters').waitFor();
    expect(await page.getByLabel('New password', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await screenshot(page, 'activate-refused-360-light');
    await page.context().close();
  }, 30_000);

  test('wrong credentials are told in one sentence, and an empty form without asking the server', async () => {
    const { page } = await visit('/sign-in', { width: 360 });
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await page.locator('.field .error').count()).toBe(2);
    await page.getByLabel('Work e-mail').fill('amara@northwind.example');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The e-mail address or the password is not right.').waitFor();
    await screenshot(page, 'sign-in-refused-360-light');
    await page.context().close();
  }, 30_000);

  test('the session’s cookies are out of reach of scripts, and signing out ends it', async () => {
    const { page } = await visit('/account', { signedIn: true });
    await page.getByText('live', { exact: true }).waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name, httpOnly, secure, sameSite }) => ({ name, httpOnly, secure, sameSite }))).toEqual([
      { name: '__Host-pms_access', httpOnly: true, secure: true, sameSite: 'Strict' },
      { name: '__Host-pms_refresh', httpOnly: true, secure: true, sameSite: 'Strict' },
    ]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${origin}/`);
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  }, 30_000);

  test('by keyboard, the first stop is the way past the menu', async () => {
    const { page } = await visit('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.context().close();
  }, 30_000);
});
