import { describe, expect, test } from '@jest/globals';
import { json } from '../../services/gateway/testing/stub-upstream.ts';
import { axeFindings } from './axe.ts';
import { screenshot } from './browser.ts';
import { teamDealIds } from './stub-team-deals.ts';
import { speakToTheTeam } from './stub-team.ts';
import { tellOfTheWork } from './stub-team-work.ts';
import { siteOfTheTeam } from './team-site.ts';

const site = siteOfTheTeam();
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
    // Whoever looks at it again sees what it is now, not what it was when it was decided.
    await page.getByRole('link', { name: 'Meridian Life Insurance' }).click();
    await page.getByRole('button', { name: 'It is won' }).waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await page.context().close();
  });

  test('one that lacks something is returned with what is missing, and never without', async () => {
    const { page } = await visit('/admin/deals/0191d3a0-0000-7000-8000-000000000201', { width: 360 });
    await page.getByRole('button', { name: 'Return', exact: true }).click();
    await page.locator('textarea:focus').waitFor();
    await page.getByRole('button', { name: 'Return it to the partner' }).click();
    await page.locator('textarea[aria-invalid="true"]:focus').waitFor();
    await page.locator('.field-error').waitFor();
    await page.getByLabel('What is missing?').fill('Which subsidiary buys?');
    await page.getByRole('button', { name: 'Return it to the partner' }).click();
    await page.getByText('DEAL-4T7W-2KXM is with the partner again.').waitFor();
    expect(bodies('/return')).toEqual([{ note: 'Which subsidiary buys?' }]);
    await page.context().close();
  });

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
  });

  test('any deal is found by name or state, page by page, and its page tells all of it and leads back to the search', async () => {
    const { page } = await visit('/admin/deals');
    await page.getByRole('link', { name: 'All deals' }).click();
    await page.getByRole('heading', { name: 'All deals' }).waitFor();
    await page.getByText('6 deals').waitFor();
    expect(await page.locator('.queue-row').count()).toBe(4);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.locator('.queue-row').nth(5).waitFor();
    await page.getByLabel('State').selectOption('won');
    await page.getByLabel('Customer or reference').fill('alder');
    await page.waitForURL('**/admin/deals?show=all&status=won&q=alder');
    await page.getByText('1 deal', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Alder Insurance' }).click();
    await page.getByRole('heading', { name: 'Alder Insurance' }).waitFor();
    await page.getByText('United States').waitFor();
    expect(await page.locator('[aria-labelledby=outcome] dd').allTextContents()).toEqual([expect.stringMatching(/^USD\s910,000$/), 'annual, 36 months', '19 November 2026']);
    expect((await page.locator('[aria-labelledby=facts] dd').allTextContents()).slice(0, 2)).toEqual(['United States', 'alder-insurance.example']);
    expect(await page.locator('[aria-labelledby=activities] li').textContent()).toMatch(/^Meeting: Met the CISO/);
    expect(await page.locator('[aria-labelledby=history] li').first().textContent()).toMatch(/^Won: Signed by their group in Boston\./);
    await page.getByRole('link', { name: 'Back to the deals' }).click();
    await page.waitForURL('**/admin/deals?show=all&status=won&q=alder');
    await page.getByText('1 deal', { exact: true }).waitFor();
    await page.context().close();
  });

  test('who decides no deals looks them up and says how they ended', async () => {
    const { page } = await visit('/admin/deals', {}, (stub) => {
      tellOfTheWork(stub);
      speakToTheTeam(stub, 'finance');
    });
    await page.getByRole('heading', { name: 'All deals' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Show' }).getByRole('link').allTextContents()).toEqual(['All deals', 'CRM reports held back']);
    await page.getByRole('link', { name: 'Meridian Life Insurance' }).click();
    await page.getByText('Your role reads deals and decides none.').waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await page.goto(`${site.origin}/admin/deals/${teamDealIds.protected}`);
    await page.getByRole('button', { name: 'It is won' }).waitFor();
    await page.context().close();
  });

  test('without a CRM a person says that a deal is won, for how much and when, and sees what stands now', async () => {
    const { page } = await visit(`/admin/deals/${teamDealIds.protected}`, { width: 360 });
    await page.getByRole('button', { name: 'It is won' }).click();
    await page.getByText('Estimated at USD 840,000. The contract is the registered one: annual, 36 months.').waitFor();
    await page.getByRole('button', { name: 'Report it as won' }).click();
    await page.locator('.field-error').first().waitFor();
    expect(sentTo('/won')).toEqual([]);
    await page.getByLabel('Signed for').fill('1.26m');
    await page.getByLabel('Closed on').fill('2026-11-20');
    await page.getByLabel('Note').fill('Signed by their group.');
    await screenshot(page, 'deal-won-360-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Report it as won' }).dblclick();
    await page.getByText('DEAL-5H3J-7VNC is won.').waitFor();
    expect(bodies('/won')).toEqual([{ amount: { amount: '1260000', currency: 'USD' }, closedOn: '2026-11-20', note: 'Signed by their group.' }]);
    expect(sentTo('/won')[0]?.headers['if-match']).toBe('"2"');
    expect(await page.locator('.review-facts .tag').textContent()).toBe('Won');
    expect(await page.locator('[aria-labelledby=outcome] dd').allTextContents()).toEqual([expect.stringMatching(/^USD\s1,260,000$/), 'annual, 36 months', '20 November 2026']);
    expect(await page.getByRole('button', { name: 'It is lost' }).count()).toBe(0);
    await page.context().close();
  });

  test('one is lost for a reason, and never without', async () => {
    const { page } = await visit(`/admin/deals/${teamDealIds.extension}`);
    await page.getByRole('button', { name: 'It is lost' }).click();
    await page.getByRole('button', { name: 'Report it as lost' }).click();
    await page.locator('.field-error').first().waitFor();
    expect(sentTo('/lost')).toEqual([]);
    await page.getByLabel('Why was it lost?').fill('They build it themselves.');
    await page.getByLabel('Closed on').fill('2026-11-20');
    await page.getByRole('button', { name: 'Report it as lost' }).click();
    await page.getByText('DEAL-8R2F-6QLP is lost.').waitFor();
    expect(bodies('/lost')).toEqual([{ reason: 'They build it themselves.', closedOn: '2026-11-20' }]);
    expect(await page.locator('[aria-labelledby=outcome] dd').allTextContents()).toEqual(['They build it themselves.', '20 November 2026']);
    await page.context().close();
  });
});

test('a report of the CRM that a deal cannot take is found by its figure, looked up, and settled with a reason', async () => {
  const { page } = await visit('/admin');
  await page.getByRole('link', { name: 'CRM reports held back' }).click();
  const held = page.getByRole('listitem').filter({ hasText: 'DEAL-5H3J-7VNC' });
  await held.getByText('It is in another currency than the registration.').waitFor();
  expect(await held.locator('dd').allTextContents()).toEqual([expect.stringMatching(/^EUR\s790,000$/), 'annual, 36 months', '18 November 2026']);
  await held.getByRole('link', { name: 'DEAL-5H3J-7VNC' }).click();
  await page.getByRole('heading', { name: 'Halden Logistik SE' }).waitFor();
  await page.getByRole('link', { name: 'CRM reports held back' }).click();
  await held.getByRole('button', { name: 'Settle' }).click();
  await held.getByRole('button', { name: 'Settle the report' }).click();
  await page.locator('.field-error').waitFor();
  expect(bodies('000000000290/settle')).toEqual([]);
  await page.getByLabel('What have you found?').fill('Their subsidiary signed in EUR; entered by hand.');
  await screenshot(page, 'held-report-settle-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await held.getByRole('button', { name: 'Settle the report' }).dblclick();
  await page.getByText('Settled. It stays on record.').waitFor();
  await held.waitFor({ state: 'detached' });
  // The other one still waits.
  await page.getByText('Nobody here knows a deal with this number.').waitFor();
  expect(bodies('000000000290/settle')).toEqual([{ note: 'Their subsidiary signed in EUR; entered by hand.' }]);
  await page.context().close();
});

test('a contradiction is settled with a reason, and part of a refund counts after all', async () => {
  const { page } = await visit('/admin/exceptions');
  expect(await page.locator('.beside tr', { hasText: 'Amount' }).locator('.same').textContent()).toMatch(/900,000/);
  // As its vendor numbers invoices; it is no day.
  expect(await page.locator('.beside tr', { hasText: 'Invoice no.' }).locator('.same').textContent()).toBe('2026-11-45');
  await page.getByRole('button', { name: 'Settle' }).click();
  await page.getByRole('button', { name: 'Settle it' }).click();
  await page.locator('.field-error').first().waitFor();
  await page.getByLabel('What have you found?').fill('Finance confirmed a typing error.');
  await page.getByLabel('Take this much of it back after all').fill('840k');
  await screenshot(page, 'exception-settle-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  const list = Promise.withResolvers<void>();
  site.stub.on('GET', '/api/commissions/exceptions', async (_arrived, response) => {
    await list.promise;
    json(response, 200, { items: [], nextCursor: null });
  });
  await page.getByRole('button', { name: 'Settle it' }).click();
  await page.getByText('Settled. It stays on record.').waitFor();
  // Until the list has come it stands there still; who clicks once more decides nothing twice.
  await page.getByRole('button', { name: 'Settle it' }).click({ force: true });
  list.resolve();
  await page.getByText('Nothing contradicts anything.').waitFor();
  expect(bodies('000000000230/settle')).toEqual([{ reason: 'Finance confirmed a typing error.', takeBack: { amount: '840000', currency: 'USD' } }]);
  await page.context().close();
});

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
});
