import { expect, test } from '@jest/globals';
import { axeFindings } from './axe.ts';
import { screenshot, settled } from './browser.ts';
import { siteForTests } from './site.ts';
import { stubOwnAccount } from './stub-people.ts';

const site = siteForTests(stubOwnAccount);
const { visit } = site;
const bodies = (method: string, path: string): unknown[] => site.stub.arrived.filter((it) => it.method === method && it.url === path).map(({ body }) => JSON.parse(body.toString()) as unknown);

test('name and language are changed, and the pages speak it at once', async () => {
  const { page } = await visit('/account', { width: 360 });
  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await page.getByLabel('Your name').fill('  ');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.field-error').waitFor();
  expect(bodies('PATCH', '/api/me/preferences')).toEqual([]);
  await page.getByLabel('Your name').fill('Amara N. Okafor');
  await page.getByLabel('Language of mails and pages').selectOption('de');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Gespeichert.').waitFor();
  expect(bodies('PATCH', '/api/me/preferences')).toEqual([{ name: 'Amara N. Okafor', locale: 'de' }]);
  await page.context().close();
}, 60_000);

test('a password is changed for the old one, and what is wrong is said at its field', async () => {
  const { page } = await visit('/profile');
  const [current, next, change] = [page.getByLabel('Current password', { exact: true }), page.getByLabel('New password', { exact: true }), page.getByRole('button', { name: 'Change the password' })];
  await change.click();
  await page.locator('.field-error').nth(1).waitFor();
  await current.fill('wrong');
  await next.fill('nine otters under a bridge');
  await change.click();
  await page.getByText('This is not your current password.').waitFor();
  await current.fill('the right one');
  await next.fill('short');
  await change.click();
  await page.locator('.field-error').getByText('Must have at least 12 characters').waitFor();
  await settled(page);
  await screenshot(page, 'profile-refused-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await next.fill('nine otters under a bridge');
  await change.dblclick();
  await page.getByText('The new password is set. Every other device is signed out.').waitFor();
  expect(bodies('POST', '/api/me/password').slice(2)).toEqual([{ currentPassword: 'the right one', password: 'nine otters under a bridge' }]);
  expect([await current.inputValue(), await next.inputValue()]).toEqual(['', '']);
  await page.context().close();
}, 60_000);

test('one signs out everywhere else', async () => {
  const { page } = await visit('/profile');
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page.getByText('You are signed in nowhere else.').waitFor();
  expect(bodies('POST', '/api/me/sessions/end-others')).toEqual([{}]);
  await page.context().close();
}, 60_000);

test('only what has changed of the notifications is saved, and mails at all are a choice of their own', async () => {
  const { page } = await visit('/preferences');
  await page.getByLabel('Mails: Your deals').selectOption('daily');
  await page.getByLabel('In the portal: Requests to join').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(bodies('PATCH', '/api/notifications/preferences')).toEqual([{ items: [{ kind: 'deals', mail: 'daily', feed: true }, { kind: 'colleagues', mail: 'at_once', feed: false }] }]);
  const before = bodies('PATCH', '/api/me/preferences').length;
  await page.getByLabel('Write me mails').uncheck();
  expect(await page.getByLabel('Mails: Your deals').isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(bodies('PATCH', '/api/me/preferences').slice(before)).toEqual([{ notifications: { mail: false, feed: true } }]);
  expect(bodies('PATCH', '/api/notifications/preferences')).toHaveLength(1);
  await page.context().close();
}, 60_000);

test('on a phone, each choice of mails says that it is one', async () => {
  const { page } = await visit('/preferences', { width: 360 });
  await page.getByLabel('Mails: Your deals').waitFor();
  const labels = page.locator('.kinds td:nth-child(2) > .narrow-label');
  expect(await labels.count()).toBe(await page.locator('.kinds tbody tr').count());
  expect((await labels.first().boundingBox())?.width).toBeGreaterThan(20);
  await screenshot(page, 'preferences-labels-360-light');
  await page.context().close();
});

test('what is chosen while a choice is being saved is kept, to be saved next', async () => {
  const { page } = await visit('/preferences');
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => { answer = resolve; });
  await page.route('**/api/notifications/preferences', async (route) => {
    if (route.request().method() === 'PATCH') await answered;
    await route.continue();
  });
  await page.getByLabel('Mails: Your deals').selectOption('daily');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Save' }).and(page.locator('[aria-disabled=true]')).waitFor();
  await page.getByLabel('In the portal: Requests to join').uncheck();
  answer();
  await page.locator('[aria-disabled=true]').waitFor({ state: 'detached' });
  expect(await page.getByText('Saved.').count()).toBe(0);
  expect(await page.getByLabel('In the portal: Requests to join').isChecked()).toBe(false);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(bodies('PATCH', '/api/notifications/preferences').slice(-2)).toEqual([{ items: [{ kind: 'deals', mail: 'daily', feed: true }] }, { items: [{ kind: 'colleagues', mail: 'at_once', feed: false }] }]);
  await page.context().close();
}, 60_000);
