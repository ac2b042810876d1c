import { expect, test } from '@jest/globals';
import { axeFindings } from './axe.ts';
import { screenshot, settled } from './browser.ts';
import { northwindId } from './stub-team-partners.ts';
import { siteOfTheTeam } from './team-site.ts';

const site = siteOfTheTeam();
const { visit } = site;
const lastAsked = (path: string) => new URL(site.stub.arrived.findLast(({ url }) => url.startsWith(path))?.url ?? '', site.origin).searchParams.toString();
const refusal = { status: 403, contentType: 'application/problem+json', body: JSON.stringify({ code: 'auth/forbidden', status: 403, title: 'No', correlationId: 'c0ffee' }) };

test('partners are narrowed in the address, walked through by keys, and found again on the way back', async () => {
  const { page } = await visit('/admin');
  await page.getByRole('navigation').getByRole('link', { name: 'Partners' }).click();
  await page.getByText('3 partners').waitFor();
  expect(lastAsked('/api/partners?')).toBe('status=active%2Csuspended%2Cleft&sort=company&limit=50');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^Northwind/);
  await page.getByText('Narrow the list').click();
  await page.getByLabel('Partner manager').selectOption({ label: 'Jonas Weidmann' });
  await page.getByText('1 partner', { exact: true }).waitFor();
  await page.getByLabel('Company or reference').fill('north');
  await page.waitForURL(/\/admin\/partners\?assignee=[\w-]+&q=north$/);
  await screenshot(page, 'partners-filtered-1440-light');
  const address = page.url();
  await page.getByRole('link', { name: /^Northwind/ }).click();
  await page.getByText('Lena Vogel').waitFor();
  await page.goBack();
  await page.getByText('1 partner', { exact: true }).waitFor();
  expect([page.url(), await page.getByLabel('Company or reference').inputValue()]).toEqual([address, 'north']);
  await page.context().close();
});

test('a partner is handed to another manager once, however often it is clicked, and not over a colleague’s head', async () => {
  const { page } = await visit(`/admin/partners/${northwindId}`, { width: 360 });
  await page.getByText('Jonas Weidmann').waitFor();
  await page.getByRole('button', { name: 'Hand it to somebody else' }).click();
  const who = page.getByLabel('Who looks after this partner?');
  expect(await who.locator('option').allTextContents()).toEqual(['Choose …', 'Jonas Weidmann', 'Maria Oliveira-Castellanos', 'Nobody']);
  await who.selectOption({ label: 'Maria Oliveira-Castellanos' });
  await screenshot(page, 'partner-manager-360-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Assign' }).dblclick();
  await page.getByText(/^It is settled who looks after Northwind/).waitFor();
  await page.getByText('Maria Oliveira-Castellanos').waitFor();
  const sent = site.stub.arrived.filter(({ method, url }) => method === 'POST' && url.endsWith('/manager'));
  expect(sent.map(({ body, headers }) => [JSON.parse(body.toString()), headers['if-match']])).toEqual([[{ managerId: '0191d3a0-0000-7000-8000-000000000341' }, '"4"']]);
  // A colleague has changed it meanwhile.
  await page.getByRole('button', { name: 'Hand it to somebody else' }).click();
  await page.route('**/manager', (route) => route.fulfill({ ...refusal, status: 412, body: JSON.stringify({ code: 'http/precondition-failed', status: 412, title: 'No' }) }));
  await who.selectOption({ label: 'Nobody' });
  await page.getByRole('button', { name: 'Assign' }).click();
  await page.getByText('Somebody has changed this while you were looking at it.').waitFor();
  await page.getByRole('button', { name: 'Hand it to somebody else' }).waitFor();
  await page.context().close();
});

test('a statement of theirs is read month by month, its lines open, and its file is theirs', async () => {
  const { page } = await visit(`/admin/partners/${northwindId}`);
  await page.getByRole('link', { name: 'Statements, month by month' }).click();
  await page.getByRole('button', { name: /^Commission of 30%/ }).click();
  await page.getByText('You were Gold then').waitFor();
  await settled(page);
  await screenshot(page, 'partner-statement-open-1440-light');
  expect(lastAsked('/api/statements/current')).toBe(`locale=en&partnerId=${northwindId}`);
  expect(await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')).toBe(`/api/statements/2026-11?format=csv&locale=en&partnerId=${northwindId}`);
  await page.getByLabel('Month').selectOption('2026-09');
  await page.waitForURL(`**/admin/partners/${northwindId}/statements/2026-09`);
  await page.getByRole('heading', { name: 'Statement for September 2026' }).waitFor();
  expect(lastAsked('/api/statements/2026-09')).toBe(`locale=en&partnerId=${northwindId}`);
  await page.context().close();
});

test('a list that cannot be read says so, with what to quote and a way to try again', async () => {
  const { page } = await visit('/admin');
  await page.route(/\/api\/partners\?.*suspended/, (route) => route.fulfill(refusal));
  await page.goto(`${site.origin}/admin/partners`);
  await page.getByText('Your account may not do this.').waitFor();
  await page.getByText('Reference: c0ffee').waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('3 partners').waitFor();
  await page.context().close();
});
