import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { screenshot } from './browser.ts';
import { siteForTests } from './site.ts';

const site = siteForTests(undefined, { signedIn: false });

const figure = async (page: Page, name: string) => (await page.locator(`[data-figure=${name}]`).textContent())?.replaceAll('\u00a0', ' ');

test('USD 4.2M at 30 % reads USD 1.26M, as one types', async () => {
  const { page } = await site.visit('/');
  const deal = page.getByLabel('Value of a deal over its whole term');
  expect(await figure(page, 'per-deal')).toBe('USD 840,000');
  await deal.fill('4.2m');
  expect(await figure(page, 'per-deal')).toBe('USD 1.26M');
  await deal.blur();
  expect(await deal.inputValue()).toBe('4,200,000');
  expect(await page.getByLabel('Value of a deal, slider').inputValue()).toBe('4200000');
  await page.getByLabel('Tier', { exact: true }).selectOption('platinum');
  expect(await figure(page, 'per-deal')).toBe('USD 1.47M');
  await page.context().close();
});

test('the slider moves the field, and what is no amount is explained, without a result that would look like its own', async () => {
  const { page } = await site.visit('/');
  const deal = page.getByLabel('Value of a deal over its whole term');
  await page.getByLabel('Value of a deal, slider').fill('5000000');
  expect(await deal.inputValue()).toBe('5,000,000');
  await deal.fill('a lot');
  await page.getByText('Please give an amount').waitFor();
  expect(await deal.getAttribute('aria-invalid')).toBe('true');
  await page.getByText('The result is back as soon as the figures make sense.').waitFor();
  expect(await page.locator('[data-figure]').count()).toBe(0);
  await deal.fill('5m');
  expect(await figure(page, 'per-deal')).toBe('USD 1.5M');
  await page.getByLabel('Deals a year').fill('1,000');
  await page.getByText('A whole number from 1 to 100').waitFor();
  expect(await page.locator('[data-figure]').count()).toBe(0);
  await page.context().close();
});

test('an estimate can be sent by its address', async () => {
  const { page } = await site.visit('/');
  await page.getByLabel('Value of a deal over its whole term').fill('4200000');
  await page.getByLabel('Deals a year').fill('2');
  await page.getByLabel('One-off').check();
  await page.waitForURL('**/?deal=4200000&deals=2&contract=one_off&years=3&tier=gold');
  const address = page.url();
  await page.goto(`${site.origin}/sign-in`);
  await page.goto(address);
  await page.locator('[data-figure=three-years]').waitFor();
  expect(await figure(page, 'three-years')).toBe('USD 7.56M');
  await page.locator('.chart-place').scrollIntoViewIfNeeded();
  await page.locator('.chart svg rect').first().waitFor();
  await screenshot(page, 'calculator-shared-1440-light');
  await page.context().close();
});

test('the tier that one would qualify for comes from the server', async () => {
  const { page } = await site.visit('/', { width: 360 });
  await page.getByLabel('Tier', { exact: true }).selectOption('qualify');
  await page.getByText('With these figures you would qualify for Gold Partner.').waitFor();
  expect(await figure(page, 'per-deal')).toBe('USD 840,000');
  await page.getByLabel('Certified professionals').fill('0');
  await page.getByText('With these figures you would qualify for Authorized Reseller.').waitFor();
  expect(await figure(page, 'per-deal')).toBe('USD 700,000');
  await screenshot(page, 'calculator-qualify-360-light');
  await page.context().close();
});

test.each([['500000', '12'], ['15000000', '100'], ['100000', '1']])('the chart of %s × %s deals has room for each of its labels', async (deal, deals) => {
  const { page } = await site.visit(`/?deal=${deal}&deals=${deals}&contract=annual&years=3&tier=gold`, { width: 360 });
  await page.locator('.chart-place').scrollIntoViewIfNeeded();
  await page.locator('.chart svg rect').first().waitFor();
  const labels = page.locator('.chart .visx-axis-left text');
  await labels.first().waitFor();
  const cut = await labels.evaluateAll((texts) => texts.filter((text) => text.getBoundingClientRect().left < (text.closest('.chart')?.getBoundingClientRect().left ?? 0)).map(({ textContent }) => textContent));
  expect(cut).toEqual([]);
  await page.context().close();
});
