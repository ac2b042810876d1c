import { describe, expect, test } from '@jest/globals';
import { axeFindings } from './axe.ts';
import { screenshot, settled, sidewaysOverflow, unusable } from './browser.ts';
import { expectNextPageAgain } from './next-page.ts';
import { siteForTests } from './site.ts';
import { stubEverybody, stubPeople } from './stub-people.ts';
import { speakToTheTeam } from './stub-team.ts';

const site = siteForTests(stubPeople);
const { visit } = site;
const sent = (method: string, path: string) => site.stub.arrived.filter((it) => it.method === method && it.url.endsWith(path)).map(({ body, headers }) => ({ body: JSON.parse(body.toString()) as unknown, version: headers['if-match'], key: headers['idempotency-key'] }));
const lena = '/0191d3a0-0000-7000-8000-000000000301';
const maximiliane = '/0191d3a0-0000-7000-8000-000000000302';

describe('the team', () => {
  test('a colleague is invited once with a role, and what is wrong is said at the field', async () => {
    const { page, complaints } = await visit('/team', { width: 360 });
    await page.getByRole('button', { name: 'Invite a colleague' }).click();
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.locator('.field-error').nth(2).waitFor();
    expect(await page.locator('fieldset .field-error').textContent()).toBe('Please choose one');
    expect(await page.evaluate('document.activeElement.name')).toBe('name');
    await page.getByLabel('Name', { exact: true }).fill('Kim Lund');
    await page.getByLabel('Work e-mail').fill('taken@northwind-defence.example');
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.locator('fieldset .field-error').waitFor();
    expect(sent('POST', '/api/users')).toEqual([]);
    await page.getByLabel('Finance: sees commission and statements').check();
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.locator('.field-error').getByText('This address has an account already, or cannot be given one').waitFor();
    await settled(page);
    await screenshot(page, 'team-invite-refused-360-light');
    expect(await page.getByText(/^Reference/).count()).toBe(0);
    expect([await axeFindings(page), await unusable(page), await sidewaysOverflow(page), complaints]).toEqual([[], [], 0, []]);
    await page.getByLabel('Work e-mail').fill('kim.lund@northwind-defence.example');
    await page.getByRole('button', { name: 'Send the invitation' }).dblclick();
    await page.getByText('Kim Lund is invited. The link is on its way.').waitFor();
    const [, invited, ...more] = sent('POST', '/api/users');
    expect(invited).toMatchObject({ body: { name: 'Kim Lund', email: 'kim.lund@northwind-defence.example', locale: 'en', roles: ['partner_finance'] } });
    expect(more).toEqual([]);
    await page.context().close();
  }, 60_000);

  test.each([
    ['colleagues', '/team', '/api/users', '.person strong'],
    ['people who ask to join', '/join-requests', '/api/partners/join-requests', '.request-name'],
  ])('%s stay in sight where the next ones fail, and these are loaded by another try', async (_who, path, api, name) => {
    const { page } = await visit(path);
    await expectNextPageAgain(page, { api, names: (it) => it.locator(name) });
    await page.context().close();
  });

  test('nobody who asks to join gets a role that was not chosen', async () => {
    const { page } = await visit('/join-requests');
    const row = page.getByRole('listitem').filter({ hasText: 'Lena Vogel' });
    await row.getByRole('button', { name: 'Accept and invite' }).click();
    await row.getByText('Choose at least one.').waitFor();
    expect([await page.getByRole('checkbox', { checked: true }).count(), sent('POST', '/accept')]).toEqual([0, []]);
    await page.context().close();
  });

  test('roles change for the person as it was read, oneself never', async () => {
    const { page } = await visit('/team');
    await page.getByText('Your own roles are changed by a colleague.').waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'Amara Okafor' }).getByRole('button').count()).toBe(0);
    const row = page.getByRole('listitem').filter({ hasText: 'Maximiliane' });
    await row.getByRole('button', { name: 'Change roles' }).click();
    await row.getByLabel('Owner: may do all of it and invite people').uncheck();
    await screenshot(page, 'team-roles-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await row.getByRole('button', { name: 'Save the roles' }).click();
    await page.getByText(/^The roles of Maximiliane/).waitFor();
    expect(sent('PATCH', maximiliane)).toMatchObject([{ body: { roles: ['seller', 'technical', 'partner_finance'] }, version: '"2"' }]);
    await page.context().close();
  }, 60_000);

  test('removing is asked twice; the last owner stays, in so many words; who was removed may come back', async () => {
    const { page } = await visit('/team', { width: 360 });
    const row = page.getByRole('listitem').filter({ hasText: 'Maximiliane' });
    await row.getByRole('button', { name: 'Remove' }).click();
    const dialog = page.getByRole('dialog');
    await page.route('**/api/users/*', async (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', json: { title: 'No', status: 409, code: 'identity/last-owner', correlationId: 'c0ffee' } }));
    await dialog.getByRole('button', { name: 'Remove and sign out' }).click();
    await page.getByText('This is the last active owner of the company.').waitFor();
    await settled(page);
    await screenshot(page, 'team-last-owner-360-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.unroute('**/api/users/*');
    await dialog.getByRole('button', { name: 'Remove and sign out' }).click();
    await page.getByText(/is removed, and signed out everywhere\.$/).waitFor();
    await row.getByText('Removed').waitFor();
    await row.getByRole('button', { name: 'Let back in' }).click();
    await row.getByText('Active').waitFor();
    expect(sent('PATCH', maximiliane).slice(-2)).toMatchObject([{ body: { disabled: true }, version: '"2"' }, { body: { disabled: false }, version: '"3"' }]);
    await page.context().close();
  }, 60_000);

  test('an invitation is sent again, taken back, and made anew with a link', async () => {
    const { page } = await visit('/team');
    const row = page.getByRole('listitem').filter({ hasText: 'Lena Vogel' });
    await row.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('Lena Vogel gets a fresh link. The old one is dead.').waitFor();
    await row.getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('button', { name: 'Take the invitation back' }).click();
    await page.getByText('The invitation of Lena Vogel is taken back.').waitFor();
    await row.getByRole('button', { name: 'Let back in' }).click();
    await page.getByText('Lena Vogel may come in again.').waitFor();
    expect(sent('PATCH', lena)).toMatchObject([{ body: { disabled: true } }, { body: { disabled: false } }]);
    expect(sent('POST', `${lena}/activation-link`)).toHaveLength(2);
    await page.context().close();
  }, 60_000);

  test('is a matter of owners, and says so to others', async () => {
    const { page } = await visit('/account');
    await page.route('**/api/users*', async (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', json: { title: 'No', status: 403, code: 'auth/forbidden' } }));
    await page.goto(`${site.origin}/team`);
    await page.getByText('The team is a matter of owners').waitFor();
    await page.context().close();
  }, 60_000);
});

test('an admin finds anybody, keeps the filters in the address, and changes what they may do', async () => {
  const { page } = await visit('/admin/people', {}, (stub) => {
    speakToTheTeam(stub);
    stubEverybody(stub);
  });
  await page.getByRole('listitem').filter({ hasText: 'Tomasz' }).getByRole('button', { name: 'Change roles' }).click();
  await page.getByLabel('Admin: may do all of it, invites people and reads the audit trail').waitFor();
  await page.getByLabel('Whose people').selectOption('partner');
  await page.getByLabel('Name, address or company').fill('amara');
  await page.waitForURL('**/admin/people?side=partner&q=amara');
  await page.getByText('Northwind Defence GmbH & Co.').waitFor();
  // The list of before stands until the narrower one has come.
  await page.locator('.person').nth(1).waitFor({ state: 'detached' });
  expect(await page.locator('.person').count()).toBe(1);
  await page.getByLabel(/^RoleEvery/).selectOption('technical');
  await page.getByText('Nobody fits these filters.').waitFor();
  await page.getByRole('link', { name: 'Clear the filters' }).click();
  await page.getByText('Tomasz Wiśniewski').waitFor();
  await page.getByRole('button', { name: 'Invite somebody to the team' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Ida Holm');
  await page.getByLabel('Work e-mail').fill('ida.holm@enterprise-scanner.example');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.locator('fieldset .field-error').getByText('Please choose one').waitFor();
  await page.getByLabel('Reviewer: ').check();
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByText('Ida Holm is invited.').waitFor();
  expect(sent('POST', '/api/users').at(-1)).toMatchObject({ body: { name: 'Ida Holm', roles: ['reviewer'] } });
  await page.context().close();
}, 60_000);
