import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { json } from '../../services/gateway/testing/stub-upstream.ts';
import { axeFindings } from './axe.ts';
import { screenshot, settled, sidewaysOverflow } from './browser.ts';
import { closingDay, fillDeal, register } from './fill-deal.ts';
import { expectNextPageAgain } from './next-page.ts';
import { openSite, siteForTests } from './site.ts';
import { dealIds } from './stub-deals.ts';

const site = siteForTests(undefined, { signedIn: false });

const sentTo = (path: string) => site.stub.arrived.filter(({ method, url }) => method === 'POST' && url.split('?')[0] === path);
const bodyOf = (path: string): unknown => JSON.parse(sentTo(path).at(-1)?.body.toString() ?? '');
const open = (path: string, how: { width?: number; locale?: string } = {}) => site.visit(path, { signedIn: true, ...how });

describe.each([360, 1440])('registering a deal at %d px', (width) => {
  test('suggests customers, is sent once by a double click, and tells the decision with what to do next', async () => {
    const { page, complaints } = await open('/deals/new', { width });
    await fillDeal(page);
    expect(await page.getByLabel('Country').inputValue()).toBe('DE');
    await screenshot(page, `deal-new-filled-${width}-light`);
    const before = sentTo('/api/deals').length;
    await register(page).dblclick();
    await page.getByRole('heading', { name: 'The deal is yours' }).waitFor();
    await page.getByText('Protected until', { exact: true }).waitFor();
    expect(sentTo('/api/deals')).toHaveLength(before + 1);
    expect(sentTo('/api/deals').at(-1)?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(bodyOf('/api/deals')).toEqual({
      account: { name: 'Contoso Versicherungen AG', website: 'clear.example', country: 'DE' }, productFamilies: ['cloud-scanner'],
      estimatedValue: { amount: '2800000', currency: 'USD' }, contract: 'annual', termMonths: 36, expectedCloseOn: closingDay,
    });
    await settled(page);
    await screenshot(page, `deal-decided-clear-${width}-light`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(complaints).toEqual([]);
    await page.getByRole('link', { name: 'Open the deal' }).click();
    await page.getByRole('heading', { name: 'Contoso Versicherungen AG' }).waitFor();
    await page.context().close();
  }, 60_000);
});

test('a registration outlives a reload and is gone once it is sent, or signed out of', async () => {
  const { page } = await open('/deals/new', { width: 360 });
  const restored = page.getByText('Your draft from an earlier visit is back.');
  const customer = page.getByRole('combobox', { name: 'Name of the customer' });
  const drafts = async () => page.evaluate(`Object.keys(localStorage).filter((name) => name.startsWith('pms-draft'))`);
  await fillDeal(page);
  await page.reload();
  await restored.waitFor();
  expect([await customer.inputValue(), await page.getByLabel('Cloud posture scanner').isChecked(), await page.getByLabel('Estimated value').inputValue(), await page.getByLabel(/Term in months/).inputValue()]).toEqual([
    'Contoso Versicherungen AG', true, '2,800,000', '36',
  ]);
  await settled(page);
  await screenshot(page, 'deal-new-restored-360-light');
  expect([await axeFindings(page), await sidewaysOverflow(page)]).toEqual([[], 0]);
  await register(page).click();
  await page.getByRole('heading', { name: 'The deal is yours' }).waitFor();
  await page.getByRole('button', { name: 'Register another' }).click();
  expect([await customer.inputValue(), await restored.count(), await drafts()]).toEqual(['', 0, []]);

  await customer.fill('Fabrikam');
  await page.reload();
  await restored.waitFor();
  await page.getByRole('button', { name: 'Start anew' }).click();
  await page.locator('[name="account.name"]:focus').waitFor();
  await customer.fill('Fabrikam');
  await page.goto(`${site.origin}/account`);
  await page.getByRole('button', { name: 'Menu' }).click();
  expect(await drafts()).toHaveLength(1);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${site.origin}/`);
  expect(await drafts()).toEqual([]);
  await page.context().close();
}, 60_000);

test.each([
  ['queued', 'The registration waits', 'it moves up by itself'],
  ['needs_review', 'A person looks at it', 'We answer by mail'],
  ['rejected', 'The deal cannot be registered', 'If you believe that this is another customer'],
])('a registration that is %s says so in plain words, and what to do', async (outcome, heading, next) => {
  const { page } = await open('/deals/new', { width: 360 });
  await fillDeal(page, { website: `${outcome}.example` });
  await register(page).click();
  await page.getByRole('heading', { name: heading }).waitFor();
  await page.getByText(next).waitFor();
  await settled(page);
  await screenshot(page, `deal-decided-${outcome}-360-light`);
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
}, 60_000);

test('a deal that the CRM has won was not won by itself', async () => {
  const { page } = await open(`/deals/${dealIds.won}`);
  await page.getByText(/reported by the CRM$/).waitFor();
  expect(await page.getByText(/by itself$/).count()).toBe(0);
  await page.context().close();
});

test('what is lacking is said at its field, and what the server finds too', async () => {
  const { page } = await open('/deals/new', { width: 360 });
  await register(page).click();
  await page.getByText('Please choose one').waitFor();
  expect(await page.locator('.field-error').allTextContents()).toEqual(['Please fill this in', 'Please fill this in', 'Please choose one', 'Please fill this in', 'Please fill this in']);
  expect(await page.evaluate('document.activeElement.name')).toBe('account.name');
  await screenshot(page, 'deal-new-refused-360-light');
  expect(await axeFindings(page)).toEqual([]);
  await fillDeal(page, { website: '10.0.0.1.example' });
  await register(page).click();
  await page.getByText('This day is over').waitFor();
  expect(await page.getByLabel('Expected close').getAttribute('aria-invalid')).toBe('true');
  await page.context().close();
}, 60_000);

test('a connection that is lost while sending keeps everything, and sends under the same key again', async () => {
  const { page } = await open('/deals/new');
  await fillDeal(page);
  const before = sentTo('/api/deals').length;
  // The request arrives, its answer does not.
  await page.route('**/api/deals?*', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await register(page).click();
  await page.getByText('The server cannot be reached.').waitFor();
  await page.unroute('**/api/deals?*');
  await register(page).click();
  await page.getByRole('heading', { name: 'The deal is yours' }).waitFor();
  const keys = sentTo('/api/deals').slice(before).map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  await page.context().close();
}, 60_000);

describe('the list', () => {
  test('goes on by more, is narrowed in the address, and survives a reload so', async () => {
    const { page } = await open('/deals');
    await page.getByText('6 deals').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(4);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByRole('link', { name: 'Woodgrove Bank' }).waitFor();
    await page.getByLabel('Customer or reference').fill('fab');
    await page.getByText('1 deal', { exact: true }).waitFor();
    await page.getByLabel('Status').selectOption({ label: 'Waiting' });
    await page.waitForURL('**/deals?status=queued&q=fab');
    await page.reload();
    await page.getByText('1 deal', { exact: true }).waitFor();
    expect(await page.getByLabel('Customer or reference').inputValue()).toBe('fab');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await page.getByText('6 deals').waitFor();
    expect(await page.getByLabel('Customer or reference').inputValue()).toBe('');
    await page.context().close();
  }, 60_000);

  test('keeps the rows that are there where the next ones fail, and loads these by another try', async () => {
    const { page } = await open('/deals');
    await expectNextPageAgain(page, { api: '/api/deals', names: (it) => it.locator('tbody tr a') });
    await page.context().close();
  });

  test('is downloaded whole as CSV, in which no name is a formula', async () => {
    const { page } = await open('/deals');
    await page.getByText('6 deals').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as CSV' }).click()]);
    const lines = readFileSync(await file.path(), 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(7);
    expect(lines[0]).toContain('Reference,Customer,Website');
    expect(lines[1]).toContain('DEAL-7K3M-9Q1,Contoso Versicherungen AG,https://contoso.example,DE,"Cloud posture scanner, Attack surface monitoring",Protected,2800000.00,EUR,Annual');
    expect(lines[4]).toContain(",'=Tailspin Toys,");
    await page.context().close();
  }, 60_000);

  test('that cannot be loaded says so with what to quote, and tries again', async () => {
    const { page } = await open('/account');
    const refuse = (status: number, code: string) => page.route('**/api/deals?*', (route) => route.fulfill({ status, contentType: 'application/json', body: JSON.stringify({ status, code, correlationId: 'c0ffee' }) }));
    await refuse(429, 'http/too-many-requests');
    await page.goto(`${site.origin}/deals?q=fab`);
    await page.getByText('Reference: c0ffee').waitFor();
    await screenshot(page, 'deals-refused-1440-light');
    await page.unroute('**/api/deals?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Fabrikam Energy').waitFor();
    await refuse(403, 'auth/forbidden');
    await page.reload();
    await page.getByText('This is not for your account').waitFor();
    await screenshot(page, 'deals-forbidden-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  }, 60_000);
});

describe('a deal', () => {
  test('is extended only once something was done: the activity is logged, then the extension asked for', async () => {
    const { page } = await open(`/deals/${dealIds.approved}`, { width: 360 });
    await page.getByText('Log an activity first').waitFor();
    expect(await page.getByRole('button', { name: 'Ask for an extension' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Log the activity' }).click();
    await page.getByText('Please choose one').waitFor();
    await page.getByLabel('What was it?').selectOption({ label: 'Call' });
    await page.getByLabel('What came of it?').fill('They want a trial.');
    await page.getByRole('button', { name: 'Log the activity' }).dblclick();
    await page.getByText('Logged. Thank you.').waitFor();
    await page.locator('.activities').getByText('They want a trial.').waitFor();
    expect(sentTo(`/api/deals/${dealIds.approved}/activities`)).toHaveLength(1);
    await page.getByLabel(/Why do you need more time/).fill('Their budget is decided in March.');
    await page.getByRole('button', { name: 'Ask for an extension' }).click();
    await page.getByText('You have asked for an extension.').waitFor();
    expect(bodyOf(`/api/deals/${dealIds.approved}/extension`)).toEqual({ reason: 'Their budget is decided in March.' });
    await screenshot(page, 'deal-worked-on-360-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  }, 60_000);

  test('that waits is withdrawn after a question, which can be answered with no', async () => {
    const { page } = await open(`/deals/${dealIds.queued}`, { width: 360 });
    await page.getByRole('button', { name: 'Withdraw the registration' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(sentTo(`/api/deals/${dealIds.queued}/withdraw`)).toHaveLength(0);
    await page.getByRole('button', { name: 'Withdraw the registration' }).click();
    await settled(page);
    await screenshot(page, 'deal-withdraw-360-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw it for good' }).click();
    await page.getByText('You have given it up.').waitFor();
    expect(bodyOf(`/api/deals/${dealIds.queued}/withdraw`)).toEqual({});
    await page.context().close();
  }, 60_000);

  test('that was returned is completed with what stands there already', async () => {
    const { page } = await open(`/deals/${dealIds.returned}`);
    await page.getByText('Which of the Tailspin companies is it?').first().waitFor();
    expect(await page.getByRole('combobox', { name: 'Name of the customer' }).inputValue()).toBe('=Tailspin Toys');
    expect(await page.getByLabel('Cloud posture scanner').isChecked()).toBe(true);
    await page.getByLabel(/Website of the customer/).fill('tailspin.example');
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.getByText('Our team decides.').waitFor();
    expect(bodyOf(`/api/deals/${dealIds.returned}/resubmit`)).toMatchObject({ account: { name: '=Tailspin Toys', website: 'tailspin.example', country: 'DE' }, productFamilies: ['cloud-scanner', 'attack-surface'], termMonths: 36 });
    await page.context().close();
  }, 60_000);
});

test('who may not register reads everything and is offered nothing to do', async () => {
  const reader = await openSite();
  reader.stub.on('GET', '/api/session', (_arrived, response) =>
    json(response, 200, {
      user: { id: '0191d3a0-0000-7000-8000-000000000001', name: 'Fin Ance', email: 'fin@northwind.example', locale: 'en', roles: ['partner_finance'], permissions: ['accounts:read', 'deals:read', 'notifications:read'] },
      partner: { id: '0191d3a0-0000-7000-8000-000000000002', company: 'Northwind Defence GmbH' },
      expiresAt: '2099-01-01T00:00:00.000Z',
    }),
  );
  const { page } = await reader.visit('/account', { signedIn: true });
  await page.goto(`${reader.origin}/deals`);
  await page.getByText('6 deals').waitFor();
  expect(await page.getByText('Register a deal').count()).toBe(0);
  await page.goto(`${reader.origin}/deals/${dealIds.ending}`);
  await page.getByText('The protection ends soon.').waitFor();
  expect(await page.locator('main :is(button, textarea, form)').count()).toBe(0);
  await screenshot(page, 'deal-read-only-1440-light');
  await page.goto(`${reader.origin}/deals/new`);
  await page.getByText('This is not for your account').waitFor();
  await reader.close();
}, 90_000);
