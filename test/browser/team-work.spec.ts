import { describe, expect, test } from '@jest/globals';
import { axeFindings } from './axe.ts';
import { screenshot } from './browser.ts';
import { siteForTests } from './site.ts';
import { speakToTheTeam } from './stub-team.ts';
import { tellOfTheWork } from './stub-team-work.ts';

const site = siteForTests((stub) => {
  speakToTheTeam(stub);
  tellOfTheWork(stub);
});
const { visit } = site;
const sentTo = (path: string) => site.stub.arrived.filter(({ method, url }) => method === 'POST' && url.endsWith(path));
const bodies = (path: string): unknown[] => sentTo(path).map(({ body }) => JSON.parse(body.toString()));

describe('deals', () => {
  test('a registration is approved as a deal with the customer that it looks like, as it was read', async () => {
    const { page } = await visit('/admin/deals');
    await page.getByRole('link', { name: 'Meridian Life Insurance' }).click();
    await page.getByText('Met the CISO in Hamburg.').waitFor();
    // Who holds it stands before this one, who came later behind it.
    expect(await page.locator('[aria-labelledby=queue] tbody th').allTextContents()).toEqual(['1', '2', '3']);
    expect(await page.locator('[aria-labelledby=queue] tbody tr').nth(1).textContent()).toContain('this one');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByLabel('The same as Meridian Life Insurance SE').check();
    await screenshot(page, 'deal-approve-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Approve the deal' }).dblclick();
    await page.getByText('DEAL-4T7W-2KXM has been decided.').waitFor();
    expect(bodies('/approve')).toEqual([{ sameAs: '0191d3a0-0000-7000-8000-000000000251' }]);
    expect(sentTo('/approve')[0]?.headers['if-match']).toBe('"2"');
    await page.context().close();
  }, 30_000);

  test('one that lacks something is returned with what is missing, and never without', async () => {
    const { page } = await visit('/admin/deals/0191d3a0-0000-7000-8000-000000000201', { width: 360 });
    await page.getByRole('button', { name: 'Return', exact: true }).click();
    await page.getByRole('button', { name: 'Return it to the partner' }).click();
    await page.locator('.field-error').waitFor();
    await page.getByLabel('What is missing?').fill('Which subsidiary buys?');
    await page.getByRole('button', { name: 'Return it to the partner' }).click();
    await page.getByText('DEAL-4T7W-2KXM is with the partner again.').waitFor();
    expect(bodies('/return')).toEqual([{ note: 'Which subsidiary buys?' }]);
    await page.context().close();
  }, 30_000);

  test('an extension is found under its own view, and granted', async () => {
    const { page } = await visit('/admin');
    await page.getByRole('link', { name: 'Extensions to decide' }).click();
    await page.getByRole('link', { name: 'Calder Rail plc' }).click();
    await page.getByText('The budget moves to January.').waitFor();
    await page.getByRole('button', { name: 'Grant it' }).click();
    await page.getByRole('button', { name: 'Grant the extension' }).click();
    await page.getByText('DEAL-8R2F-6QLP is protected for longer.').waitFor();
    expect(bodies('/extension/grant')).toEqual([{}]);
    await page.context().close();
  }, 30_000);
});

test('a contradiction is settled with a reason, and part of a refund counts after all', async () => {
  const { page } = await visit('/admin/exceptions');
  expect(await page.locator('.beside tr', { hasText: 'Amount' }).locator('.same').textContent()).toMatch(/900,000/);
  await page.getByRole('button', { name: 'Settle' }).click();
  await page.getByRole('button', { name: 'Settle it' }).click();
  await page.locator('.field-error').first().waitFor();
  await page.getByLabel('What have you found?').fill('Finance confirmed a typing error.');
  await page.getByLabel('Take this much of it back after all').fill('840k');
  await screenshot(page, 'exception-settle-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Settle it' }).click();
  await page.getByText('Nothing contradicts anything.').waitFor();
  expect(bodies('/settle')).toEqual([{ reason: 'Finance confirmed a typing error.', takeBack: { amount: '840000', currency: 'USD' } }]);
  await page.context().close();
}, 30_000);

test('an event is tried again, or discarded with a reason', async () => {
  const { page } = await visit('/admin/parked-events', { width: 360 });
  await page.getByText(/12 tries · 3 behind it/).waitFor();
  await page.getByRole('button', { name: 'Try again now' }).click();
  await page.getByText('Tried again. If it fails, it comes back here.').waitFor();
  expect(bodies('/replay')).toEqual([{}]);
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByRole('button', { name: 'Discard the event' }).click();
  await page.locator('.field-error').waitFor();
  expect(sentTo('/discard')).toEqual([]);
  await page.getByLabel('Why may it be dropped?').fill('The deal was a test of the CRM.');
  await screenshot(page, 'parked-discard-360-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Discard the event' }).click();
  await page.getByText('Every event has been taken.').waitFor();
  expect(bodies('/discard')).toEqual([{ reason: 'The deal was a test of the CRM.' }]);
  await page.context().close();
}, 30_000);
