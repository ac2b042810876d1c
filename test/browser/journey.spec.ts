import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '#libs/testing/eventually';
import { freshPassword, madeUpCompany, person } from '../../tools/demo/companies.ts';
import { day } from '../../tools/demo/dealing.ts';
import { screenshot, sidewaysOverflow } from './browser.ts';
import { filled, sendIt } from './fill-application.ts';
import { fillDeal, register } from './fill-deal.ts';
import { openRealSite, type Colleague, type RealSite, type Visitor } from './real-site.ts';

let site: RealSite;
/** They stay signed in: whatever comes, comes to their pages. */
let manager: Visitor;
let finance: Visitor;
let forgetful: Colleague;
/** Won, and paid. */
let paidDeal: string;
beforeAll(async () => {
  site = await openRealSite('browser-journey');
  forgetful = await site.colleague('Priya Natarajan', 'partner_manager');
  manager = await atWork(forgetful);
  finance = await atWork(await site.colleague('Tom Berger', 'finance'));
}, 240_000);
afterAll(() => site?.close(), 60_000);

const usd = (amount: string) => ({ amount, currency: 'USD' });

async function signIn(page: Page, { email, password }: Colleague): Promise<void> {
  await page.getByLabel('Work e-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function atWork(colleague: Colleague): Promise<Visitor> {
  const visitor = await site.newVisitor(1440);
  await visitor.page.goto('/sign-in');
  await signIn(visitor.page, colleague);
  await visitor.page.waitForURL('**/admin');
  return visitor;
}

/** By the navigation, which is behind a button where the page is narrow; until the address has changed, a reload would bring the page of before. */
async function go(page: Page, to: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu' });
  if (await menu.isVisible()) await menu.click();
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: to, exact: true });
  const address = await link.getAttribute('href');
  await link.click();
  await page.waitForURL(`**${address}`);
}

/** From the public page to the receipt. */
async function applies(page: Page, applicant: { legalName: string; website: string; email: string }): Promise<void> {
  await page.goto('/');
  await page.getByText('Platinum Partner').first().waitFor();
  await page.getByRole('main').getByRole('link', { name: /Apply/ }).first().click();
  await filled(page, applicant);
  await sendIt(page).click();
  await page.getByRole('heading', { name: 'Your application is with us' }).waitFor();
  await page.getByRole('link', { name: 'Open the status page' }).click();
  await page.getByText('Your application waits for a reviewer.').waitFor();
}

async function opens(company: string): Promise<Page> {
  const { page } = manager;
  await go(page, 'Applications');
  await page.getByRole('main').getByRole('link', { name: company }).click();
  await page.getByRole('heading', { name: company, level: 1 }).waitFor();
  return page;
}

/** The partner manager takes it and asks, without a mouse. */
async function isAsked(company: string): Promise<void> {
  const page = await opens(company);
  await page.getByRole('button', { name: /^Take it/ }).waitFor();
  await page.keyboard.press('t');
  await page.getByText(`${company} is yours.`).waitFor();
  await page.keyboard.press('q');
  await page.getByLabel('What do we need to know?').fill('Which insurers do you advise today?');
  await page.keyboard.press('Control+Enter');
  await page.getByText(`${company} has been asked.`).waitFor();
}

/** By the link in the mail. */
async function answers(page: Page, email: string): Promise<void> {
  const mail = await site.inbox.waitFor(email, ({ text }) => text.includes('Which insurers'), 'with the question');
  await page.goto(/https?:\S+\/application-status#token=[\w.-]+/.exec(mail.text)?.[0] ?? '');
  await page.getByLabel('Your answer').fill('Three regional insurers and one reinsurer.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByText('You answered our question').waitFor();
}

async function isApproved(company: string): Promise<void> {
  const page = await opens(company);
  await page.getByText('Three regional insurers and one reinsurer.').waitFor();
  await page.keyboard.press('a');
  await page.getByRole('radio', { name: /Gold Partner/ }).check();
  await page.getByRole('button', { name: 'Approve the application' }).click();
  await page.getByText(`${company} is a partner now.`).waitFor();
}

/** The owner activates by the link in the mail, and signs in. */
async function comesIn(page: Page, email: string, company: string): Promise<void> {
  const { link } = await site.inbox.tokenFor(email, '/activate');
  const password = freshPassword();
  await page.goto(link);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Activate' }).click();
  await page.getByText('Your account is active').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, { email, password });
  await page.getByRole('heading', { name: company, level: 1 }).waitFor();
  await page.getByText('Nothing has been credited yet').or(page.getByText('Gold Partner')).first().waitFor();
}

/** Returns the id of the deal. */
async function registersADeal(page: Page, customer: string): Promise<string> {
  await go(page, 'Deals');
  await page.getByRole('main').getByRole('link', { name: 'Register a deal' }).first().click();
  await fillDeal(page, { typed: customer.slice(0, 14), customer, website: '', value: '4.2m', closeOn: day(45) });
  await register(page).click();
  await page.getByRole('heading', { name: 'The deal is yours' }).waitFor();
  await page.getByRole('link', { name: 'Open the deal' }).click();
  await page.getByRole('heading', { name: customer }).waitFor();
  await page.getByLabel('What was it?').selectOption({ label: 'Meeting' });
  await page.getByLabel('What came of it?').fill('Workshop with the security team.');
  await page.getByRole('button', { name: 'Log the activity' }).click();
  await page.getByText('Logged. Thank you.').waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

type Step = (dealId: string, customer: string) => Promise<void>;

const wonInTheCrm: Step = async (dealId) => site.crmReports([{ type: 'opportunity.won.v1', data: { dealId, amount: usd('4200000.00'), contract: 'one_off', closedOn: day(0) } }]);

/** As where there is no CRM. */
const wonByHand: Step = async (_dealId, customer) => {
  const { page } = manager;
  await go(page, 'Deals');
  await page.getByRole('link', { name: 'All deals' }).click();
  await page.getByLabel('Customer or reference').fill(customer);
  await page.getByRole('link', { name: customer }).click();
  await page.getByRole('heading', { name: customer, level: 1 }).waitFor();
  await page.getByRole('button', { name: 'It is won' }).click();
  await page.getByLabel('Signed for').fill('4.2m');
  await page.getByLabel('Closed on').fill(day(0));
  await page.getByRole('button', { name: 'Report it as won' }).click();
  await page.getByText(/^DEAL-[-0-9A-Z]+ is won\.$/).waitFor();
};

/** Who reads of it at home, without loading anything again. */
async function wins(page: Page, isWon: () => Promise<void>, customer: string): Promise<void> {
  await go(page, 'Home');
  await page.getByText('live', { exact: true }).waitFor();
  await isWon();
  await page.getByText(new RegExp(`Deal DEAL-[-0-9A-Z]+ with ${customer} is won`)).waitFor();
}

const reportedByTheCrm: Step = async (dealId) => site.crmReports([{ type: 'invoice.paid.v1', data: { invoiceId: `INV-${dealId}`, dealId, amount: usd('4200000.00'), paidOn: day(0) } }]);

const enteredByFinance: Step = async (dealId, customer) => {
  const { page } = finance;
  await go(page, 'Commission');
  await page.getByRole('link', { name: 'Enter a payment or a refund' }).click();
  await page.getByRole('combobox', { name: 'Deal', exact: true }).fill(customer);
  await page.getByRole('option', { name: customer }).click();
  await page.getByLabel('Invoice number').fill(`INV-${dealId}`);
  await page.getByLabel('Amount that was paid').fill('4.2m');
  await page.getByLabel('Paid on').fill(day(0));
  await page.getByRole('button', { name: 'Enter the payment' }).click();
  // The books may not have heard yet that the deal is won.
  await page.getByText(/^(Entered\. This is what|It is on record, and waits)/).waitFor();
};

/** The page at home tells of the money by itself, and its figures follow; from them it is one click to the line. */
async function readsTheLine(page: Page, customer: string): Promise<void> {
  await page.getByText(new RegExp(`Commission credited: USD 1,260,000.00 for DEAL-[-0-9A-Z]+ with ${customer}`)).waitFor();
  await page.getByText(/^USD\s1\.26M$/).first().waitFor();
  await page.getByRole('link', { name: 'Still held' }).click();
  await page.getByRole('button', { name: new RegExp(customer) }).click();
  await page.getByRole('heading', { name: 'How it was reckoned' }).waitFor();
  expect(await page.locator('.reckoning dd').allTextContents()).toEqual(expect.arrayContaining(['USD 4,200,000.00', 'Gold', '30%', 'USD 1,260,000.00']));
}

/** What the CRM reports takes a moment from its topic to a page. */
async function whenItHasCome(page: Page, what: Locator): Promise<void> {
  await eventually(async () => {
    await page.reload();
    await what.waitFor({ timeout: 10_000 });
  }, { timeoutMs: 60_000 });
}

test.each([{ width: 1440, isWon: wonByHand, isPaid: enteredByFinance }, { width: 360, isWon: wonInTheCrm, isPaid: reportedByTheCrm }])('a company comes in, sells, and reads why it is owed what, at $width px', async ({ width, isWon, isPaid }) => {
  const company = madeUpCompany('Northwind Defence', 'GmbH', 'DE');
  const { email } = person('Amara', 'Okafor', company.domain);
  const customer = `Meridian Life ${company.domain.slice(-12, -4)}`;
  const owner = await site.newVisitor(width);
  const { page } = owner;
  await site.crmReports([{ type: 'account.upserted.v1', data: { accountId: customer, name: customer, website: `https://www.${customer.toLowerCase().replaceAll(' ', '-')}.com`, country: 'US', named: false, directPipeline: false } }]);

  await applies(page, { legalName: company.legalName, website: company.domain, email });
  await isAsked(company.legalName);
  await answers(page, email);
  await isApproved(company.legalName);
  await comesIn(page, email, company.legalName);
  const dealId = await registersADeal(page, customer);
  await wins(page, async () => isWon(dealId, customer), customer);
  await isPaid(dealId, customer);
  await readsTheLine(page, customer);
  paidDeal = dealId;
  await screenshot(page, `journey-reckoning-${width}`);
  expect([await sidewaysOverflow(page), owner.complaints, manager.complaints]).toEqual([0, [], []]);
  await page.context().close();
}, 180_000);

test('finance settles what the CRM contradicts itself in', async () => {
  const { page, complaints } = finance;
  await site.crmReports([{ type: 'invoice.paid.v1', data: { invoiceId: `INV-${paidDeal}`, dealId: paidDeal, amount: usd('4100000.00'), paidOn: day(0) } }]);
  await go(page, 'Commission');
  await page.getByRole('link', { name: 'Contradictions to settle' }).click();
  await page.waitForURL('**/admin/exceptions');
  await whenItHasCome(page, page.getByRole('heading', { name: 'The same invoice with other figures' }));
  const figures = await page.getByRole('row', { name: /Amount/ }).getByRole('cell').allTextContents();
  expect(figures).toEqual([expect.stringMatching(/^USD\s4,100,000$/), expect.stringMatching(/^USD\s4,200,000$/)]);
  await page.getByRole('button', { name: 'Settle' }).click();
  await page.getByLabel('What have you found?').fill('The customer confirmed 4.2 million; the CRM had a typing error.');
  await page.getByRole('button', { name: 'Settle it' }).click();
  await page.getByText('Nothing contradicts anything.').waitFor();
  expect(complaints).toEqual([]);
}, 60_000);

test('tabs that renew the session at once all go on, also where the answer to one of them is lost', async () => {
  const { page } = finance;
  const tab = await page.context().newPage();
  await page.context().clearCookies({ name: '__Host-pms_access' });
  await Promise.all([page.goto('/admin/exceptions'), tab.goto('/admin')]);
  await Promise.all([page, tab].map((it) => it.getByRole('link', { name: 'Tom Berger' }).waitFor()));
  await page.context().clearCookies({ name: '__Host-pms_access' });
  // The server exchanges the token, and nobody hears of it.
  await page.route('**/api/session/refresh', async (route) => {
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    expect((await fetch(route.request().url(), { method: 'POST', headers: { cookie } })).status).toBe(200);
    await route.abort();
  }, { times: 1 });
  await page.reload();
  await page.getByRole('heading', { name: 'Contradictions to settle' }).waitFor();
}, 60_000);

test('a forgotten password is replaced by the link in the mail', async () => {
  const { page, complaints } = await site.newVisitor(360);
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgotten the password?' }).click();
  // Both pages ask for the address: until the second one has come, the first would be filled.
  await page.getByRole('heading', { name: 'Reset your password' }).waitFor();
  await page.getByLabel('Work e-mail').fill(forgetful.email);
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await page.getByText('Look into your mail').waitFor();
  const { link } = await site.inbox.tokenFor(forgetful.email, '/reset-password');
  const password = freshPassword();
  await page.goto(link);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set the new password' }).click();
  await page.getByText('The new password is set').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, { ...forgetful, password });
  await page.waitForURL('**/admin');
  expect(complaints).toEqual([]);
}, 60_000);
