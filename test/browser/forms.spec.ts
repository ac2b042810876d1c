import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '#libs/testing/eventually';
import { openSite, type Site } from './site.ts';
import { dealIds } from './stub-deals.ts';
import { stubOwnAccount, stubPeople } from './stub-people.ts';
import { speakToTheTeam } from './stub-team.ts';
import { tellOfTheWork } from './stub-team-work.ts';

let partnerSide: Site;
let vendorSide: Site;
beforeAll(async () => {
  [partnerSide, vendorSide] = await Promise.all([openSite(), openSite()]);
  stubOwnAccount(partnerSide.stub);
  stubPeople(partnerSide.stub);
  speakToTheTeam(vendorSide.stub);
  tellOfTheWork(vendorSide.stub);
}, 90_000);
afterAll(async () => Promise.all([partnerSide?.close(), vendorSide?.close()]));

interface Form {
  readonly what: string;
  readonly on: () => Site;
  readonly path: string;
  /** What opens it. */
  readonly by?: string;
  /** Where it is not wrong as it opens. */
  readonly spoil?: (page: Page) => Promise<unknown>;
  readonly fill: (page: Page) => Promise<unknown>;
  readonly submit: string;
  /** The end of the address that it goes to. */
  readonly to: string;
}

const [ofPartner, ofVendor] = [() => partnerSide, () => vendorSide];
const application = '/admin/applications/0191d3a0-0000-7000-8000-000000000102';
const deal = '/admin/deals/0191d3a0-0000-7000-8000-000000000201';

/** Those whose own specs do not lose an answer: an application, a registration. */
const forms: readonly Form[] = [
  { what: 'an answer to our question', on: ofPartner, path: '/application-status#token=good-token', fill: (page) => page.getByLabel('Your answer').fill('Three insurers.'), submit: 'Send the answer', to: '/answer' },
  { what: 'a name', on: ofPartner, path: '/profile', spoil: (page) => page.getByLabel('Your name').fill(' '), fill: (page) => page.getByLabel('Your name').fill('Amara N. Okafor'), submit: 'Save', to: '/api/me/preferences' },
  {
    what: 'an invitation', on: ofPartner, path: '/team', by: 'Invite a colleague', submit: 'Send the invitation', to: '/api/users',
    fill: async (page) => { await page.getByLabel('Name', { exact: true }).fill('Kim Lund'); await page.getByLabel('Work e-mail').fill('kim.lund@northwind-defence.example'); },
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
];

test.each(forms)('$what is refused empty without asking the server, outlives a lost answer, and by a double click is sent once more, under the same key', async ({ on, path, by, spoil, fill, submit, to }) => {
  const site = on();
  const { page } = await site.visit(path, { signedIn: true });
  const before = site.stub.arrived.length;
  const sent = () => site.stub.arrived.slice(before).filter(({ method, url }) => method !== 'GET' && url.split('?')[0]?.endsWith(to) === true);
  if (by !== undefined) await page.getByRole('button', { name: by, exact: true }).click();
  const button = page.getByRole('button', { name: submit, exact: true });
  await spoil?.(page);
  await button.click();
  await page.locator('.field-error').first().waitFor();
  expect(sent()).toEqual([]);
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
