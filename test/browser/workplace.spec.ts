import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '#libs/testing/eventually';
import { axeFindings } from './axe.ts';
import { screenshot, settled, sidewaysOverflow, unusable } from './browser.ts';
import { siteForTests } from './site.ts';
import { longStatement } from './stub-money.ts';

const site = siteForTests(undefined, { signedIn: false });

/** As the stream brings it, once the page stands. */
const arrives = (page: Page, id: number, title: string) =>
  page.route('**/api/notifications/stream*', async (route) => {
    await page.getByText('worth USD 14,850,000').waitFor();
    await route.fulfill({
      contentType: 'text/event-stream',
      body: `id: ${id}\nevent: notification\ndata: ${JSON.stringify({ id, kind: 'deal_won', title, body: null, link: '/account', createdAt: '2026-11-02T09:00:00.000Z', readAt: null })}\n\n`,
    });
  });

test.each([[360, 'de-DE'], [1440, 'de-DE'], [360, 'en-GB'], [1440, 'en-GB']] as const)('amounts stay within their tiles at %i px, %s', async (width, locale) => {
  const { page } = await site.visit('/sign-in', { width, locale, signedIn: true });
  const figures = ['commission_accrued', 'commission_held', 'commission_payable', 'commission_paid'].map((code, index) => ({ code, count: null, amount: { amount: index === 0 ? '12600000.00' : '130120000.00', currency: 'USD' }, link: `/api/commissions?${code}` }));
  await page.route('**/api/dashboard', (route) => route.fulfill({ json: { figures, unavailable: [] } }));
  await page.goto(`${site.origin}/home`);
  await page.getByText(/130[.,]12/).first().waitFor();
  await settled(page);
  await screenshot(page, `partner-home-large-amounts-${width}-${locale}`);
  expect(await page.evaluate(`[...document.querySelectorAll('.figure-tile .figure')].filter((it) => {
    const text = document.createRange();
    text.selectNodeContents(it);
    return text.getBoundingClientRect().right > it.closest('.figure-tile').getBoundingClientRect().right;
  }).map(({ textContent }) => textContent)`)).toEqual([]);
  await page.context().close();
}, 60_000);

describe('the frame', () => {
  test('at 360 px opens a menu with the ways, the person and the way out', async () => {
    const { page, complaints } = await site.visit('/home', { width: 360, signedIn: true });
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Amara Okafor' }).waitFor();
    await settled(page);
    await screenshot(page, 'workplace-menu-360-light');
    expect(await page.locator('#menu').getByRole('link').allTextContents()).toEqual(['Home', 'Deals', 'Commission', 'Team', 'Requests to join', 'Resources', 'Amara OkaforNorthwind Defence GmbH']);
    expect([await axeFindings(page), await sidewaysOverflow(page), complaints]).toEqual([[], 0, []]);
    await page.getByRole('link', { name: 'Commission', exact: true }).click();
    await page.waitForURL('**/commission');
    await page.getByRole('button', { name: 'Menu', expanded: false }).waitFor();
    await page.context().close();
  }, 60_000);

  test('has the bell count what arrives, and the figures asked for anew, without loading the page again', async () => {
    const { page } = await site.visit('/account', { signedIn: true });
    await page.getByRole('link', { name: 'What is new: 1 unread' }).waitFor();
    await arrives(page, 13, 'Your deal with Walmart Inc. is won');
    let asked = 0;
    page.on('request', (request) => { asked += request.url().endsWith('/api/dashboard') ? 1 : 0; });
    await page.goto(`${site.origin}/home`);
    await page.getByText('Your deal with Walmart Inc. is won').waitFor();
    await page.getByRole('link', { name: 'What is new: 2 unread' }).waitFor();
    await eventually(() => expect(asked).toBeGreaterThan(1));
    await page.context().close();
  }, 60_000);

  test('keeps the session of who goes from page to page faster than they are loaded', async () => {
    const { page } = await site.visit('/home', { signedIn: true });
    const before = site.stub.arrived.length;
    for (let round = 0; round < 4; round++) {
      for (const path of ['/account', '/deals', '/home', '/commission']) {
        await page.goto(site.origin + path, { waitUntil: 'commit' });
        await page.getByRole('link', { name: /^What is new/ }).waitFor();
      }
    }
    await page.getByRole('link', { name: 'Amara Okafor' }).waitFor();
    // The stream is cut with the page that it belongs to, which is no reason to renew anything.
    expect(site.stub.arrived.slice(before).filter(({ url }) => url === '/api/session/refresh')).toEqual([]);
    await page.context().close();
  }, 60_000);

  test('leads who is not signed in to sign in, and back', async () => {
    const { page } = await site.visit('/commission/2026-09');
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL('**/sign-in?next=%2Fcommission%2F2026-09');
    await page.context().close();
  }, 60_000);
});

describe('home', () => {
  test.each([360, 1440])('shows twelve months as bars and as a table at %d px, and leads from figures to their pages', async (width) => {
    const { page } = await site.visit('/home', { width, signedIn: true });
    await page.locator('.trend-canvas rect').nth(11).waitFor({ state: 'attached' });
    await settled(page);
    await screenshot(page, `home-chart-${width}-light`);
    expect(await page.getByRole('row', { name: 'September 2026 USD 1,260,000' }).count()).toBe(1);
    expect(await page.getByRole('row', { name: 'October 2026 -USD 60,000' }).count()).toBe(1);
    expect(await page.getByRole('table').getByRole('row').count()).toBe(13);
    expect(await page.getByRole('link', { name: 'tomasz.wisniewski@enterprise-scanner.example' }).getAttribute('href')).toBe('mailto:tomasz.wisniewski@enterprise-scanner.example');
    expect(await page.getByRole('link', { name: 'Still held' }).getAttribute('href')).toBe('/commission/lines?status=held&currency=USD');
    expect(await page.getByRole('link', { name: 'People who ask to join your company' }).getAttribute('href')).toBe('/join-requests?status=open');
    await page.getByRole('link', { name: 'Still held' }).click();
    await page.getByText('Invoice INV-c1, paid on').waitFor();
    expect([await page.getByLabel('State').inputValue(), await page.locator('.statement-line').count()]).toEqual(['held', 1]);
    await page.getByRole('button', { name: /^Invoice INV-c1/ }).click();
    await page.getByText('You were Gold then').waitFor();
    await page.getByLabel('State').selectOption('cancelled');
    await page.getByText('No line is in that state.').waitFor();
    expect(page.url()).toContain('status=cancelled');
    await page.getByRole('link', { name: 'In every currency' }).click();
    await page.waitForURL('**/commission/lines?status=cancelled');
    await page.getByRole('link', { name: 'In every currency' }).waitFor({ state: 'detached' });
    await page.route(/\/api\/commissions\?/, async (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
    await page.getByLabel('State').selectOption('');
    await page.getByText('There is no line yet.').waitFor();
    await page.goto(`${site.origin}/commission/lines?currency=USD`);
    await page.getByText('There is no line in USD.').waitFor();
    await page.context().close();
  }, 60_000);

  test('tells a company that is new here what to do first, and ticks off what is done', async () => {
    const { page } = await site.visit('/account', { width: 360, signedIn: true });
    await page.route(/\/api\/(users|deals)\?limit=/, async (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
    await page.goto(`${site.origin}/home`);
    const first = page.getByRole('region', { name: 'First steps' });
    await first.getByRole('link', { name: 'Register your first deal' }).waitFor();
    expect(await first.getByRole('link').allTextContents()).toEqual(['Invite your colleagues', 'Register your first deal', 'Read the playbooks and demo material']);
    expect(await page.getByText('USD 25M+ revenue · you said USD 12,600,000').count()).toBe(1);
    await settled(page);
    await screenshot(page, 'home-first-steps-360-light');
    expect([await axeFindings(page), await sidewaysOverflow(page)]).toEqual([[], 0]);
    await page.unroute(/\/api\/(users|deals)\?limit=/);
    await page.reload();
    await page.getByText('worth USD 14,850,000').waitFor();
    await first.waitFor({ state: 'detached' });
    await page.context().close();
  }, 60_000);

  test('keeps what can be had when the figures cannot, and says what to quote', async () => {
    const { page } = await site.visit('/account', { signedIn: true });
    await page.route('**/api/dashboard', async (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', json: { title: 'Down', status: 503, code: 'gateway/upstream-unavailable', correlationId: 'c0ffee' } }));
    await page.goto(`${site.origin}/home`);
    await page.getByText('Reference: c0ffee').waitFor({ timeout: 20_000 });
    await page.getByText('Gold Partner').waitFor();
    await page.unroute('**/api/dashboard');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('worth USD 14,850,000').waitFor();
    await page.context().close();
  }, 60_000);
});

describe('a statement', () => {
  test.each([360, 1440])('opens a line to its reckoning at %d px', async (width) => {
    const { page, complaints } = await site.visit('/commission', { width, signedIn: true });
    await page.getByRole('button', { name: /^Commission of 30% on USD 480,000/ }).click();
    await page.getByText('You were Gold then').waitFor();
    await settled(page);
    await screenshot(page, `commission-open-${width}-light`);
    expect([await axeFindings(page), await unusable(page), await sidewaysOverflow(page), complaints]).toEqual([[], [], 0, []]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    await screenshot(page, `commission-print-${width}`);
    await page.context().close();
  }, 60_000);

  test('of ten thousand lines, long names and large amounts is read to its end on a phone', async () => {
    const { page } = await site.visit('/account', { width: 360, signedIn: true });
    await page.route('**/api/statements/current*', async (route) => route.fulfill({ json: longStatement(10_000) }));
    await page.goto(`${site.origin}/commission`);
    const last = page.locator('.statement-line').nth(9999);
    await last.scrollIntoViewIfNeeded({ timeout: 90_000 });
    expect(await last.textContent()).toMatch(/^Line 10000 of .*USD\s12,600,000\.00/);
    await page.locator('.statement-closing').scrollIntoViewIfNeeded();
    expect(await sidewaysOverflow(page)).toBe(0);
    await page.context().close();
  }, 120_000);

  test('of another month is chosen, has an address of its own, and comes as a file', async () => {
    const { page } = await site.visit('/commission', { signedIn: true });
    await page.getByLabel('Month').selectOption('2026-09');
    await page.waitForURL('**/commission/2026-09');
    await page.getByRole('heading', { name: 'Statement for September 2026' }).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download as CSV' }).click()]);
    expect(download.suggestedFilename()).toBe('statement-2026-09.csv');
    await page.context().close();
  }, 60_000);

  test('is not shown to whoever may not see money, in so many words', async () => {
    const { page } = await site.visit('/account', { signedIn: true });
    await page.route('**/api/statements/**', async (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', json: { title: 'No', status: 403, code: 'auth/forbidden' } }));
    await page.goto(`${site.origin}/commission`);
    await page.getByText('Commission is for owners and for finance').waitFor();
    await settled(page);
    await screenshot(page, 'commission-forbidden-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  }, 60_000);
});
