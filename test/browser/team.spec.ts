import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '#libs/testing/eventually';
import { json } from '../../services/gateway/testing/stub-upstream.ts';
import { axeFindings } from './axe.ts';
import { screenshot, settled } from './browser.ts';
import { expectNextPageAgain } from './next-page.ts';
import { siteOfTheTeam } from './team-site.ts';

const site = siteOfTheTeam();
const { visit } = site;
const sentTo = (path: string) => site.stub.arrived.filter(({ method, url }) => method === 'POST' && url.endsWith(path));
const northwind = '/admin/applications/0191d3a0-0000-7000-8000-000000000102';
const focusedText = (page: Page) => page.evaluate('document.activeElement.textContent');

describe('clearing the applications of the day', () => {
  test('figures lead to the page that lists what they count', async () => {
    const { page } = await visit('/admin');
    await page.getByRole('link', { name: 'Applications overdue' }).click();
    await page.waitForURL('**/admin/applications?overdue=true');
    await page.getByText('1 shown').waitFor();
    expect(await page.locator('.queue-name').allTextContents()).toEqual(['Kestrel Assurance Group plc']);
    await page.context().close();
  });

  test('asks for what is due first, keeps its filters in the address, and comes back with them', async () => {
    const { page } = await visit('/admin/applications');
    await page.getByText('4 shown').waitFor();
    expect(new URL(site.stub.arrived.findLast(({ url }) => url.startsWith('/api/partners?'))?.url ?? '', site.origin).searchParams.toString()).toBe('status=submitted%2Cin_review%2Cmore_info&sort=decisionDueAt&limit=50');
    await page.getByText('Narrow the list').click();
    await page.getByLabel('Tier asked for').selectOption('gold');
    await page.getByLabel('Company or reference').fill('north');
    await page.waitForURL('**/admin/applications?tier=gold&q=north');
    await page.getByText('1 shown').waitFor();
    await page.getByRole('link', { name: /Northwind Defence/ }).click();
    await page.getByText('HRB 148213').waitFor();
    expect(page.url()).toBe(`${site.origin}${northwind}?tier=gold&q=north`);
    await page.goBack();
    await page.getByText('1 shown').waitFor();
    expect(await page.getByLabel('Company or reference').inputValue()).toBe('north');
    await page.context().close();
  });

  test('those in sight stay where the next ones fail, and these are loaded by another try', async () => {
    const { page } = await visit('/admin/applications');
    await expectNextPageAgain(page, { api: '/api/partners', names: (it) => it.locator('.queue-name') });
    await page.context().close();
  });

  test('the clocks are said in words', async () => {
    const { page } = await visit('/admin/applications');
    await page.getByText('Late by 5 h 12 min').waitFor();
    await page.getByText('6 h 7 min left').waitFor();
    await page.getByText('Clock stands still: waits for an answer').waitFor();
    await page.context().close();
  });

  test('without the mouse: down the list, open, approve with the keys, and the next one opens', async () => {
    const { page } = await visit('/admin/applications');
    await page.getByText('4 shown').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await focusedText(page)).toMatch(/^Northwind/);
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByText('HRB 148213').waitFor();
    await page.keyboard.press('a');
    await page.getByLabel(/Gold Partner/).waitFor();
    expect(await page.getByLabel(/Gold Partner/).isChecked()).toBe(true);
    await page.getByLabel('I have looked: this is a different company').check();
    // Where somebody types, keys are letters.
    await page.getByLabel('Note').fill('');
    await page.getByLabel('Note').pressSequentially('ajar');
    await screenshot(page, 'review-approve-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Northwind Defence GmbH & Co. Kommanditgesellschaft für Sicherheitsberatung is a partner now.').waitFor();
    await page.getByRole('heading', { name: 'Blue Harbor Consulting LLC' }).waitFor();
    const [sent] = sentTo('/approve');
    expect([JSON.parse(sent?.body.toString() ?? ''), sent?.headers['if-match']]).toEqual([{ tier: 'gold', note: 'ajar', differentCompany: true }, '"3"']);
    await page.context().close();
  });

  test('what has been decided is gone from the list at once', async () => {
    const { page } = await visit('/admin/applications?q=north');
    await page.getByText('1 shown').waitFor();
    await page.getByRole('link', { name: /Northwind Defence/ }).click();
    await page.getByText('HRB 148213').waitFor();
    await page.keyboard.press('a');
    await page.getByRole('button', { name: 'Approve the application' }).waitFor();
    site.stub.on('GET', '/api/partners', (_arrived, response) => json(response, 200, { items: [], nextCursor: null }));
    await page.getByRole('button', { name: 'Approve the application' }).click();
    await page.getByText(/is a partner now/).waitFor();
    await page.waitForURL('**/admin/applications?q=north');
    await page.getByText('No application fits these filters.').waitFor();
    expect(await page.locator('.queue-name').count()).toBe(0);
    await page.context().close();
  });

  test('a rejection needs a reason, and takes a note', async () => {
    const { page } = await visit(northwind, { width: 360 });
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByRole('button', { name: 'Reject the application' }).click();
    await page.locator('.field-error').first().waitFor();
    await screenshot(page, 'review-reject-360-light');
    expect(sentTo('/reject')).toEqual([]);
    await page.getByLabel('Reason').selectOption('not_the_right_fit');
    await page.getByLabel('Note').fill('We do not sell in this market.');
    await page.getByRole('button', { name: 'Reject the application' }).dblclick();
    await page.getByText(/has been turned down/).waitFor();
    expect(sentTo('/reject').map(({ body }) => JSON.parse(body.toString()))).toEqual([{ reason: 'not_the_right_fit', note: 'We do not sell in this market.' }]);
    await page.context().close();
  });

  test('a question is asked with q, and put away with Escape', async () => {
    const { page } = await visit(northwind);
    await page.getByText('HRB 148213').waitFor();
    await page.keyboard.press('q');
    await page.getByLabel('What do we need to know?').waitFor();
    expect(await page.evaluate('document.activeElement.name')).toBe('question');
    await page.keyboard.press('Escape');
    await page.getByLabel('What do we need to know?').waitFor({ state: 'detached' });
    await page.keyboard.press('q');
    await page.getByLabel('What do we need to know?').fill('Since when?');
    await page.getByRole('button', { name: 'Send the question' }).click();
    await page.getByText(/has been asked/).waitFor();
    expect(sentTo('/more-info').map(({ body }) => JSON.parse(body.toString()))).toEqual([{ question: 'Since when?' }]);
    await page.context().close();
  });

  test('what nobody has taken is not decided: the keys say so, t takes it', async () => {
    const { page } = await visit('/admin/applications/0191d3a0-0000-7000-8000-000000000101');
    await page.getByRole('heading', { name: 'Kestrel Assurance Group plc' }).waitFor();
    await page.keyboard.press('a');
    await page.getByText('Take it first: its state is “New”.').waitFor();
    await page.keyboard.press('t');
    await page.getByText('Kestrel Assurance Group plc is yours.').waitFor();
    expect(sentTo('000000000101/review')).toHaveLength(1);
    await page.context().close();
  });

  test('who was slower than a colleague is told in words, and sees how it stands now', async () => {
    const { page } = await visit(northwind);
    await page.getByText('HRB 148213').waitFor();
    await page.route('**/approve', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify({ code: 'applications/illegal-transition', status: 409, title: 'No', correlationId: 'c0ffee' }) }));
    const before = site.stub.arrived.filter(({ url }) => url === northwind.replace('/admin', '/api')).length;
    await page.keyboard.press('a');
    await page.getByRole('button', { name: 'Approve the application' }).click();
    await page.getByText('This has been decided already.').waitFor();
    await page.getByRole('button', { name: 'Approve the application' }).waitFor({ state: 'detached' });
    await eventually(() => expect(site.stub.arrived.filter(({ url }) => url === northwind.replace('/admin', '/api')).length).toBeGreaterThan(before));
    await settled(page);
    await screenshot(page, 'review-too-late-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  });

  test('the keys are shown by "?", and can be switched off', async () => {
    const { page } = await visit('/admin/applications');
    await page.getByText('4 shown').waitFor();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.getByText('Next in the list').waitFor();
    await settled(page);
    await screenshot(page, 'review-keys-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByLabel('Single keys do this').uncheck();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('j');
    expect(await focusedText(page)).not.toMatch(/^Kestrel/);
    await page.context().close();
  });

  test('a list that cannot be loaded says so, with what to quote and a way to try again', async () => {
    const { page } = await visit('/admin');
    await page.getByText('Kestrel Assurance Group plc').waitFor();
    await page.route(/\/api\/partners\?/, (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ code: 'auth/forbidden', status: 403, title: 'No', correlationId: 'c0ffee' }) }));
    await page.goto(`${site.origin}/admin/applications`);
    await page.getByText('Your account may not do this.').waitFor();
    await page.getByText('Reference: c0ffee').waitFor();
    await screenshot(page, 'review-queue-refused-1440-light');
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('4 shown').waitFor();
    await page.context().close();
  });
});
