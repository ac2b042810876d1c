import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '#libs/testing/eventually';
import { siteForTests } from './site.ts';
import { dealIds } from './stub-deals.ts';
import { teamDealIds } from './stub-team-deals.ts';
import { siteOfTheTeam } from './team-site.ts';

const partnerSide = siteForTests();
const vendorSide = siteOfTheTeam();

interface Form {
  readonly what: string;
  readonly on: () => ReturnType<typeof siteForTests>;
  readonly path: string;
  /** What opens it. */
  readonly by?: string;
  /** Where there are several of its kind. */
  readonly among?: (page: Page) => Locator;
  /** Where it is not wrong as it opens; `nothing` of it can be wrong. */
  readonly spoil?: ((page: Page) => Promise<unknown>) | 'nothing';
  readonly fill: (page: Page) => Promise<unknown>;
  readonly submit: string;
  /** The end of the address that it goes to. */
  readonly to: string;
}

const [ofPartner, ofVendor] = [() => partnerSide, () => vendorSide];
const lena = (page: Page) => page.getByRole('listitem').filter({ hasText: 'Lena Vogel' }).getByLabel('Seller: registers deals');
/** Without one nobody asks for more time. */
async function needsAnActivity(page: Page): Promise<void> {
  await page.request.post(`${partnerSide.origin}/api/deals/${dealIds.approved}/activities`, { data: { kind: 'call', date: new Date().toISOString().slice(0, 10), note: 'They want a trial.' } });
  await page.reload();
  await page.getByLabel('Why do you need more time?').fill(tooLong);
}
const application = '/admin/applications/0191d3a0-0000-7000-8000-000000000102';
const deal = '/admin/deals/0191d3a0-0000-7000-8000-000000000201';
const longer = '/admin/deals/0191d3a0-0000-7000-8000-000000000202';
const tooLong = 'x'.repeat(4001);
const note = { spoil: async (page: Page) => page.getByLabel('Note').fill(tooLong), fill: async (page: Page) => page.getByLabel('Note').fill('We know them.') };
const why = async (page: Page) => page.getByLabel('Why?').fill('The board decided.');
const fields = async (page: Page, values: Readonly<Record<string, string>>) => { for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value); };

/** Those whose own specs do not lose an answer: an application, a registration. */
const forms: readonly Form[] = [
  { what: 'an answer to our question', on: ofPartner, path: '/application-status#token=good-token', fill: (page) => page.getByLabel('Your answer').fill('Three insurers.'), submit: 'Send the answer', to: '/answer' },
  { what: 'a name', on: ofPartner, path: '/profile', spoil: (page) => page.getByLabel('Your name').fill(' '), fill: (page) => page.getByLabel('Your name').fill('Amara N. Okafor'), submit: 'Save', to: '/api/me/preferences' },
  {
    what: 'an invitation', on: ofPartner, path: '/team', by: 'Invite a colleague', submit: 'Send the invitation', to: '/api/users',
    fill: async (page) => { await page.getByLabel('Name', { exact: true }).fill('Kim Lund'); await page.getByLabel('Work e-mail').fill('kim.lund@northwind-defence.example'); await page.getByLabel('Seller: registers deals').check(); },
  },
  {
    what: 'an activity', on: ofPartner, path: `/deals/${dealIds.approved}`, submit: 'Log the activity', to: '/activities',
    fill: async (page) => { await page.getByLabel('What was it?').selectOption({ label: 'Call' }); await page.getByLabel('What came of it?').fill('They want a trial.'); },
  },
  { what: 'a question to an applicant', on: ofVendor, path: application, by: 'Ask', fill: (page) => page.getByLabel('What do we need to know?').fill('Which insurers?'), submit: 'Send the question', to: '/more-info' },
  { what: 'a rejection', on: ofVendor, path: application, by: 'Reject', fill: (page) => page.getByLabel('Reason').selectOption({ index: 1 }), submit: 'Reject the application', to: '/reject' },
  { what: 'a registration that goes back', on: ofVendor, path: deal, by: 'Return', fill: (page) => page.getByLabel('What is missing?').fill('Which subsidiary?'), submit: 'Return it to the partner', to: '/return' },
  { what: 'what settles a contradiction', on: ofVendor, path: '/admin/exceptions', by: 'Settle', fill: (page) => page.getByLabel('What have you found?').fill('A typing error.'), submit: 'Settle it', to: '/settle' },
  { what: 'why an event is dropped', on: ofVendor, path: '/admin/parked-events', by: 'Discard', fill: (page) => page.getByLabel('Why may it be dropped?').fill('A test.'), submit: 'Discard the event', to: '/discard' },
  {
    what: 'a refund', on: ofVendor, path: '/admin/commissions/payments?enter=refund', submit: 'Enter the refund', to: '/api/invoices/refunds',
    fill: async (page) => { for (const [label, value] of [['Number of the invoice', 'INV/1'], ['Number of the refund', 'CN-NONE'], ['Amount that went back', '500'], ['Refunded on', '2026-11-04']] as const) await page.getByLabel(label).fill(value); },
  },
  { what: 'a request to join', on: ofPartner, path: '/join-requests', among: (page) => page.getByRole('listitem').filter({ hasText: 'Lena Vogel' }), spoil: (page) => lena(page).uncheck(), fill: (page) => lena(page).check(), submit: 'Accept and invite', to: '/accept' },
  { what: 'a request for an extension', on: ofPartner, path: `/deals/${dealIds.approved}`, spoil: needsAnActivity, fill: (page) => page.getByLabel('Why do you need more time?').fill('The budget moves.'), submit: 'Ask for an extension', to: '/extension' },
  { what: 'the ways of being told', on: ofPartner, path: '/preferences', spoil: 'nothing', fill: (page) => page.getByLabel('Mails: Your deals').selectOption('never'), submit: 'Save', to: '/api/notifications/preferences' },
  { what: 'another password', on: ofPartner, path: '/profile', fill: (page) => fields(page, { 'Current password': 'the right one', 'New password': 'nine otters under a bridge' }), submit: 'Change the password', to: '/api/me/password' },
  { what: 'a link for another password', on: ofPartner, path: '/reset-password', fill: (page) => page.getByLabel('Work e-mail').fill('amara@northwind.example'), submit: 'Mail me a link', to: '/api/password-reset' },
  { what: 'a password by a link', on: ofPartner, path: '/reset-password#token=good-token', fill: (page) => page.getByLabel('New password', { exact: true }).fill('nine otters under a bridge'), submit: 'Set the new password', to: '/confirm' },
  { what: 'a first password', on: ofPartner, path: '/activate#token=good-token', fill: (page) => page.getByLabel('New password', { exact: true }).fill('nine otters under a bridge'), submit: 'Activate', to: '/api/activation' },
  { what: 'other roles', on: ofPartner, path: '/team', among: (page) => page.getByRole('listitem').filter({ hasText: 'Lena Vogel' }), by: 'Change roles', spoil: (page) => lena(page).uncheck(), fill: (page) => lena(page).check(), submit: 'Save the roles', to: '/0191d3a0-0000-7000-8000-000000000301' },
  { what: 'an approval of an application', on: ofVendor, path: application, by: 'Approve', ...note, submit: 'Approve the application', to: '/approve' },
  { what: 'a rejection of a deal', on: ofVendor, path: deal, by: 'Reject', fill: (page) => page.getByLabel('Reason').selectOption({ index: 1 }), submit: 'Reject the deal', to: '/reject' },
  {
    what: 'an invoice', on: ofVendor, path: '/admin/commissions/payments', submit: 'Enter the payment', to: '/api/invoices',
    fill: async (page) => {
      await page.getByRole('combobox', { name: 'Deal', exact: true }).pressSequentially('verein');
      await page.getByRole('option', { name: /^Vereinigte/ }).click();
      await fields(page, { 'Invoice number': 'INV-2026-0417', 'Amount that was paid': '4.2m', 'Paid on': '2026-11-04' });
    },
  },
  { what: 'an approval of a deal', on: ofVendor, path: deal, by: 'Approve', ...note, submit: 'Approve the deal', to: '/approve' },
  { what: 'longer protection', on: ofVendor, path: longer, by: 'Grant it', ...note, submit: 'Grant the extension', to: '/extension/grant' },
  { what: 'no longer protection', on: ofVendor, path: longer, by: 'Refuse it', ...note, submit: 'Refuse the extension', to: '/extension/refuse' },
  { what: 'a win', on: ofVendor, path: `/admin/deals/${teamDealIds.protected}`, by: 'It is won', fill: (page) => fields(page, { 'Signed for': '910k' }), submit: 'Report it as won', to: '/won' },
  { what: 'what settles a report', on: ofVendor, path: '/admin/deals/reports', among: (page) => page.getByRole('listitem').filter({ hasText: 'DEAL-5H3J-7VNC' }), by: 'Settle', fill: (page) => page.getByLabel('What have you found?').fill('Their subsidiary signed.'), submit: 'Settle the report', to: '/settle' },
  { what: 'a loss', on: ofVendor, path: longer, by: 'It is lost', fill: (page) => fields(page, { 'Why was it lost?': 'They build it themselves.' }), submit: 'Report it as lost', to: '/lost' },
  {
    what: 'a rate', on: ofVendor, path: '/admin/programme', by: 'Publish a rate', submit: 'Publish the rate', to: '/api/commissions/rates',
    fill: async (page) => { await page.getByLabel('Tier', { exact: true }).selectOption('platinum'); await fields(page, { 'Commission in %': '36.5', From: '2030-01-01' }); await why(page); },
  },
  {
    what: 'a plan', on: ofVendor, path: '/admin/programme', by: 'Publish a plan', submit: 'Publish the plan', to: '/api/commissions/plans',
    fill: async (page) => { await fields(page, { 'Name in English': 'Plan 2030', 'Name in German': 'Plan 2030', 'Short name': 'plan-2030', From: '2030-01-01' }); await why(page); },
  },
  { what: 'a setting', on: ofVendor, path: '/admin/programme/settings', among: (page) => page.locator('.setting-row', { hasText: 'Its end is reminded of' }), by: 'Change', fill: why, submit: 'Publish', to: '/api/deals/settings' },
  { what: 'a tier', on: ofVendor, path: '/admin/programme/tiers', among: (page) => page.locator('.panel', { hasText: 'Gold Partner' }), by: 'Change', fill: async (page) => { await fields(page, { From: '2030-01-01' }); await why(page); }, submit: 'Publish', to: '/api/programme/tiers/gold' },
  {
    what: 'a story', on: ofVendor, path: '/admin/programme/stories', by: 'Tell a story', submit: 'Publish', to: '/api/programme/stories',
    fill: async (page) => { await fields(page, { Company: 'Alpenschutz AG', 'Headline in English': 'Twelve deals', 'Headline in German': 'Zwölf Deals' }); await why(page); },
  },
  {
    what: 'a file', on: ofVendor, path: '/admin/programme/resources', by: 'Upload a file', submit: 'Upload it', to: '/api/resources',
    fill: async (page) => {
      await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'talk.md', mimeType: 'text/markdown', buffer: Buffer.from('# Talk\n') });
      await page.getByLabel('Kind').selectOption('sales_playbook');
      await page.getByLabel('Length').fill('12');
      await page.getByLabel('Counted in').selectOption('pages');
      for (const label of ['Title', 'Summary', 'Line 1']) await fields(page, { [`${label} in English`]: label, [`${label} in German`]: label });
      await why(page);
    },
  },
];

test.each(forms)('$what is not sent while something in it is wrong, outlives a lost answer, and by a double click is sent once more, under the same key', async ({ on, path, by, among = (page) => page.locator('main'), spoil, fill, submit, to }) => {
  const site = on();
  const { page } = await site.visit(path);
  const sent = () => site.stub.arrived.filter(({ method, url }) => method !== 'GET' && url.split('?')[0]?.endsWith(to) === true);
  if (by !== undefined) await among(page).getByRole('button', { name: by, exact: true }).click();
  const button = among(page).getByRole('button', { name: submit, exact: true });
  if (spoil !== 'nothing') {
    await spoil?.(page);
    await button.click();
    await page.locator('.field-error').first().waitFor();
    expect(sent()).toEqual([]);
  }
  await fill(page);
  // The request arrives, its answer does not.
  await page.route(`**${to}`, async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await button.click();
  await page.getByText('The server cannot be reached.').waitFor();
  await button.dblclick();
  await eventually(() => expect(sent()).toHaveLength(2));
  await page.getByText('The server cannot be reached.').waitFor({ state: 'detached' });
  const [first, second, ...more] = sent().map(({ headers, body }) => ({ key: headers['idempotency-key'], body: body.toString() }));
  expect([second, more]).toEqual([first, []]);
  expect(first?.body).not.toBe('{}');
  await page.context().close();
}, 60_000);
