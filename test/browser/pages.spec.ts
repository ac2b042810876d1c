import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { eventually } from '#libs/testing/eventually';
import { axeFindings } from './axe.ts';
import { screenshot, settled } from './browser.ts';
import { portal, siteForTests } from './site.ts';

const site = siteForTests(undefined, { signedIn: false });

/** Paths of the scripts and styles that a page has asked for. */
async function loadedBy(page: Page): Promise<string[]> {
  const told = await page.evaluate<unknown>(`performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => /\\.(js|css)$/.test(path))`);
  return z.array(z.string()).min(2).parse(told);
}

test.each(['/', '/sign-in', '/deals'])('%s is answered with the names of all scripts and styles that it needs, so that none waits for another', async (path) => {
  const answer = await fetch(site.origin + path);
  const named = `${answer.headers.get('link')} ${await answer.text()}`;
  const { page } = await site.visit(path, { signedIn: path === '/deals' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect((await loadedBy(page)).filter((file) => !named.includes(file))).toEqual([]);
  await page.context().close();
});

test('a visitor loads at most 150 kB of scripts and styles, packed, and nothing of the pages that they do not see', async () => {
  const { page } = await site.visit('/');
  await page.getByText('Three tiers').waitFor();
  await settled(page);
  const loaded = await loadedBy(page);
  const bytes = loaded.reduce((sum, path) => sum + statSync(join(portal, `${path}.gz`)).size, 0);
  expect(bytes).toBeLessThan(150_000);
  expect(loaded.filter((path) => /apply|account|sign-in|workplace|review|team|exception|parked|deal/.test(path))).toEqual([]);
  await page.context().close();
});

describe('what the pages do', () => {
  test('the API reference turns light and dark with the system while it is open', async () => {
    const { page } = await site.visit('/api/docs', { scheme: 'dark' });
    await page.locator('html.dark-mode').waitFor();
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('html:not(.dark-mode)').waitFor();
    await page.context().close();
  });

  test.each([['light', 'rgb(246, 247, 245)', 1440], ['dark', 'rgb(11, 20, 18)', 360]] as const)('before its code is there, a page has the shape of one already, %s as the system is', async (scheme, paper, width) => {
    const { page } = await site.visit('/sign-in', { scheme, width });
    const { promise: until, resolve: goOn } = Promise.withResolvers<void>();
    await page.route(/\.js$/, async (route) => {
      await until;
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    await page.locator('#portal .brand-mark').waitFor();
    await eventually(async () => expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(paper));
    expect(await page.getByRole('heading').count()).toBe(0);
    await screenshot(page, `first-look-${width}-${scheme}`);
    goOn();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('.brand-mark').count()).toBe(1);
    await page.context().close();
  });

  test('without JavaScript there is no shape of a page, but a sentence that can be read, in the dark too', async () => {
    const { page: other } = await site.visit('/sign-in');
    const context = await other.context().browser()!.newContext({ javaScriptEnabled: false, colorScheme: 'dark', viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(`${site.origin}/sign-in`);
    await page.locator('noscript p').first().waitFor();
    expect(await page.evaluate(`[getComputedStyle(document.querySelector('noscript p')).color, getComputedStyle(document.body).backgroundColor]`)).toEqual(['rgb(230, 238, 235)', 'rgb(11, 20, 18)']);
    expect(await page.locator('#portal').isVisible()).toBe(false);
    await screenshot(page, 'first-look-no-script-360-dark');
    await context.close();
    await other.context().close();
  });

  test('where its script does not come at all, a page says after a while that loading it again helps', async () => {
    const { page } = await site.visit('/sign-in', { width: 360, scheme: 'dark' });
    await page.route(/\.js$/, (route) => route.abort());
    await page.reload();
    const sentence = page.getByText('This page takes longer than it should.');
    await sentence.waitFor({ state: 'attached' });
    expect(await sentence.isVisible()).toBe(false);
    await page.evaluate(`document.querySelector('.late').getAnimations().forEach((it) => it.finish())`);
    await sentence.waitFor();
    await screenshot(page, 'first-look-late-360-dark');
    await page.context().close();
  });

  test('a page whose font does not come is shown in another one, without an error', async () => {
    const { page, complaints } = await site.visit('/sign-in');
    await page.route(/\.woff2$/, (route) => route.abort());
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    // Longer than the page's own wait for the same.
    expect(await page.evaluate(`document.fonts.load('1rem "IBM Plex Sans Variable"').then(() => 'loaded', () => new Promise((resolve) => setTimeout(resolve, 0, 'failed')))`)).toBe('failed');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('the programme is called on its page and in its tab as it is published', async () => {
    const { page } = await site.visit('/', { locale: 'de-DE' });
    await page.getByText('Enterprise Scanner Partner Programme', { exact: true }).waitFor();
    await eventually(async () => expect(await page.title()).toBe('Enterprise Scanner Partner Programme'));
    const foot = page.getByRole('contentinfo');
    expect([await foot.getByRole('link', { name: 'Bedingungen' }).getAttribute('href'), await foot.getByRole('link', { name: 'Datenschutz' }).getAttribute('href')]).toEqual(['https://enterprise-scanner.example/partner-terms', 'https://enterprise-scanner.example/privacy']);
    await page.context().close();
  });

  test('a token is gone from the address bar, and a double click sends once', async () => {
    const { page } = await site.visit('/activate#token=good-token');
    await page.getByLabel('New password', { exact: true }).fill('a long and lovely sentence');
    expect(page.url()).toBe(`${site.origin}/activate`);
    await page.getByRole('button', { name: 'Activate' }).dblclick();
    await page.getByText('Your account is active').waitFor();
    expect(site.stub.arrived.filter(({ url }) => url === '/api/activation')).toHaveLength(1);
    await page.context().close();
  });

  test('an answer to our question outlives a reload until it is sent', async () => {
    const { page } = await site.visit('/application-status#token=good-token', { width: 360 });
    const answer = page.getByLabel('Your answer');
    await answer.fill('Three insurers, since 2019.');
    await page.reload();
    await answer.waitFor();
    expect(await answer.inputValue()).toBe('Three insurers, since 2019.');
    const before = site.stub.arrived.length;
    await page.getByRole('button', { name: 'Send the answer' }).click();
    await eventually(() => expect(site.stub.arrived.slice(before).map(({ method }) => method)).toContain('POST'));
    await eventually(async () => expect(await page.evaluate(`Object.keys(localStorage).filter((name) => name.startsWith('pms-answer'))`)).toEqual([]));
    await page.context().close();
  });

  test('password rules are shown as met while typing, and what the server refuses once, at the field', async () => {
    const { page } = await site.visit('/activate#token=good-token', { width: 360 });
    const password = page.getByLabel('New password', { exact: true });
    await password.fill('twelve chars');
    await page.locator('.rule-met').getByText('At least 12 characters').waitFor();
    await password.fill('short');
    await page.locator('.rule-notMet').getByText('At least 12 characters').waitFor();
    await page.getByRole('button', { name: 'Activate' }).click();
    await page.locator('.field-error').getByText('Must have at least 12 characters').waitFor();
    expect(await page.getByText('Must have at least 12 characters').count()).toBe(1);
    expect(await page.evaluate('document.activeElement.name')).toBe('password');
    expect(await password.getAttribute('aria-invalid')).toBe('true');
    await screenshot(page, 'activate-refused-360-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  });

  test('wrong credentials are told in one sentence, and an empty form without asking the server', async () => {
    const { page } = await site.visit('/sign-in', { width: 360 });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.field-error').nth(1).waitFor();
    expect(await page.evaluate('document.activeElement.name')).toBe('email');
    await page.getByLabel('Work e-mail').fill('amara@northwind.example');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The e-mail address or the password is not right.').waitFor();
    await screenshot(page, 'sign-in-refused-360-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  });

  test('who has forgotten the password is told to look into their mail, and goes on by its link', async () => {
    const { page } = await site.visit('/reset-password', { width: 360 });
    await page.getByLabel('Work e-mail').fill('amara@northwind.example');
    await page.getByRole('button', { name: 'Mail me a link' }).click();
    await page.getByText('Look into your mail').waitFor();
    // The link in it, in the same tab: only the hash of the address changes.
    await page.goto(`${site.origin}/reset-password#token=good-token`);
    await page.getByLabel('New password', { exact: true }).waitFor();
    expect(page.url()).toBe(`${site.origin}/reset-password`);
    await page.context().close();
  });

  test('who signs in comes back to the page they came from, and never to another site', async () => {
    const { page } = await site.visit('/join-requests');
    await page.getByText('Sign in first').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL('**/sign-in?next=%2Fjoin-requests');
    const signIn = async () => {
      await page.getByLabel('Work e-mail').fill('amara@northwind.example');
      await page.getByLabel('Password', { exact: true }).fill('the right one');
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    await signIn();
    await page.waitForURL(`${site.origin}/join-requests`);
    await page.goto(`${site.origin}/sign-in?next=//evil.example`);
    await signIn();
    await page.waitForURL(`${site.origin}/home`);
    await page.context().close();
  });

  test('the session’s cookies are out of reach of scripts, and signing out ends it', async () => {
    const { page } = await site.visit('/account', { signedIn: true });
    await page.getByText('live', { exact: true }).waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name, httpOnly, secure, sameSite }) => ({ name, httpOnly, secure, sameSite }))).toEqual([
      { name: '__Host-pms_access', httpOnly: true, secure: true, sameSite: 'Strict' },
      { name: '__Host-pms_refresh', httpOnly: true, secure: true, sameSite: 'Strict' },
    ]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${site.origin}/`);
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  });

  test('withdrawing is asked twice, and stands on the page at once', async () => {
    const { page } = await site.visit('/application-status#token=good-token', { width: 360 });
    await page.getByRole('button', { name: 'Withdraw the application' }).click();
    const dialog = page.getByRole('dialog', { name: 'Withdraw the application?' });
    await dialog.getByLabel('Why?').waitFor();
    await settled(page);
    await screenshot(page, 'withdraw-360-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Withdraw the application' }).click();
    await dialog.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByText('You have withdrawn this application.').waitFor();
    expect(site.stub.arrived.filter(({ url }) => url.endsWith('/withdraw')).map(({ body }) => body.toString())).toEqual(['{}']);
    await page.context().close();
  });

  test('by keyboard, the first stop is the way past the menu, and another page takes the focus with it', async () => {
    const { page } = await site.visit('/');
    await page.getByText('Three tiers').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.getByRole('link', { name: 'My application', exact: true }).click();
    await page.getByText('Send the link again').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    expect(await page.title()).toBe('Your application · Partner programme');
    await page.goBack();
    await page.getByText('Three tiers').waitFor();
    await page.context().close();
  });

  test.each(['/applyy', '/admin/nope'])('%s is no page, and says so as one, with the status of none', async (path) => {
    const { page, complaints } = await site.visit('/sign-in');
    const answer = await page.goto(site.origin + path);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect([answer?.status(), await axeFindings(page), complaints]).toEqual([404, [], []]);
    await page.getByRole('link', { name: 'To the programme' }).click();
    await page.getByText('Three tiers').waitFor();
    await page.context().close();
  });

  test('a programme that cannot be loaded says so, with a way to try again', async () => {
    const { page } = await site.visit('/sign-in');
    await page.route('**/api/programme*', (route) => route.abort());
    await page.goto(site.origin);
    await page.getByText('The server cannot be reached.').waitFor();
    await screenshot(page, 'home-unreachable-1440-light');
    await page.unroute('**/api/programme*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Three tiers').waitFor();
    await page.context().close();
  });

  test('dark and light can be chosen, and are remembered', async () => {
    const { page } = await site.visit('/sign-in', { scheme: 'light' });
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.reload();
    await page.getByText('Forgotten the password?').waitFor();
    expect(await page.locator('html').getAttribute('data-bs-theme')).toBe('dark');
    await page.getByRole('button', { name: 'System' }).click();
    expect(await page.locator('html').getAttribute('data-bs-theme')).toBe('light');
    await page.context().close();
  });
});
