import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '#libs/testing/eventually';
import { axeFindings } from './axe.ts';
import { screenshot, settled } from './browser.ts';
import { siteForTests } from './site.ts';

const site = siteForTests(undefined, { signedIn: false });

test('a visitor sees all that there is, saves what is open, and is told which tier opens the rest', async () => {
  const { page } = await site.visit('/');
  await page.getByRole('heading', { name: 'Resource centre' }).waitFor();
  await page.getByText('The first conversation').waitFor();
  expect(await page.locator('.resource').count()).toBe(6);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Download .*“The first conversation”$/ }).click()]);
  expect(readFileSync(await saved.path(), 'utf8')).toContain('# The first conversation');
  await page.getByRole('link', { name: 'Apply for Platinum Partner, which opens “Executive briefing”' }).click();
  await page.waitForURL('**/apply?tier=platinum');
  await page.context().close();
});

test('who is signed in saves what their tier opens, and is told which one opens the rest', async () => {
  // The public page learns from a page of theirs that somebody is signed in.
  const { page } = await site.visit('/home', { signedIn: true, width: 360 });
  await page.getByRole('heading', { name: 'Northwind Defence GmbH' }).waitFor();
  await page.goto(site.origin);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Download .*“Selling against an incumbent”$/ }).click()]);
  expect([saved.suggestedFilename(), readFileSync(await saved.path(), 'utf8').includes('side-by-side')]).toEqual(['against-an-incumbent.md', true]);
  const briefing = page.getByRole('article', { name: 'Executive briefing' });
  await briefing.getByText('Opens with Platinum Partner').waitFor();
  expect(await briefing.getByRole('button').count()).toBe(0);
  await settled(page);
  await screenshot(page, 'resources-signed-in-360-light');
  expect(await axeFindings(page)).toEqual([]);
  // Where the own tier cannot be found out, the server says no.
  await page.route('**/api/partners/mine', async (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', json: { title: 'No', status: 403, code: 'auth/forbidden' } }));
  await page.reload();
  await page.getByRole('button', { name: /^Download .*“Executive briefing”$/ }).click();
  await page.getByText('Your tier does not open this yet.').waitFor();
  await settled(page);
  await screenshot(page, 'resources-refused-360-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
});

test('a list that cannot be loaded leaves the rest of the page, and can be tried again', async () => {
  const { page } = await site.visit('/sign-in');
  await page.route('**/api/resources*', (route) => route.abort());
  await page.goto(site.origin);
  await page.getByText('Three tiers').waitFor();
  await page.getByText('The server cannot be reached.').waitFor();
  await page.unroute('**/api/resources*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('The first conversation').waitFor();
  await page.context().close();
});

/** Where the top of what an address names stands in the window. */
const topOf = async (page: Page, id: string) => (await page.locator(`#${id}`).boundingBox())?.y ?? Number.NaN;

test.each(['resources', 'calculator'])('an address that names #%s leads there once it has come', async (id) => {
  const { page } = await site.visit(`/#${id}`);
  await page.getByText('The first conversation').waitFor();
  await eventually(async () => expect(Math.abs(await topOf(page, id))).toBeLessThan(100));
  await page.context().close();
});

test('a partner finds the resources in the menu, and the way home from there', async () => {
  const { page } = await site.visit('/home', { signedIn: true });
  await page.getByRole('link', { name: 'Resources', exact: true }).click();
  await page.getByText('The first conversation').waitFor();
  await eventually(async () => expect(Math.abs(await topOf(page, 'resources'))).toBeLessThan(100));
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
  await page.waitForURL('**/home');
  await page.context().close();
});
