import { describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '#libs/testing/eventually';
import { axeFindings } from './axe.ts';
import { screenshot, settled, sidewaysOverflow } from './browser.ts';
import { fillCompany, fillContact, fillRest, filled, goOn, sendIt, typeContact } from './fill-application.ts';
import { siteForTests } from './site.ts';

const site = siteForTests(undefined, { signedIn: false });

/** What was typed is stored a moment later. */
const draftIsKept = (page: Page) => eventually(async () => expect(await page.evaluate(`localStorage.getItem('pms-application-draft')`)).toMatch(/cissp/));
const applications = () => site.stub.arrived.filter(({ url }) => url === '/api/partners/apply');

describe.each([360, 1440])('an application at %d px', (width) => {
  test('is filled in, step by step, and sent once by a double click', async () => {
    const { page, complaints } = await site.visit('/apply?tier=gold', { width });
    await fillCompany(page);
    await fillContact(page);
    await page.getByText('You would qualify for Gold Partner.').waitFor();
    await page.getByText('2 of 2 met').waitFor();
    expect(await sidewaysOverflow(page)).toBe(0);
    await fillRest(page);
    expect(await page.getByRole('main').getByRole('link', { name: /^Read / }).evaluateAll((links) => links.map((link) => [link.getAttribute('href'), link.getAttribute('target')]))).toEqual([['https://enterprise-scanner.example/partner-terms', '_blank'], ['https://enterprise-scanner.example/privacy', '_blank']]);
    await settled(page);
    await screenshot(page, `apply-review-filled-${width}-light`);
    expect(await axeFindings(page)).toEqual([]);
    const before = applications().length;
    await sendIt(page).dblclick();
    await page.getByRole('heading', { name: 'Your application is with us' }).waitFor();
    await page.getByText('APP-7K3M-9QXD').waitFor();
    // With the zone in which it is meant.
    expect(await page.locator('.receipt dd').last().textContent()).toMatch(/^\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d [A-Z][\w+−:-]+$/);
    expect(applications()).toHaveLength(before + 1);
    expect(JSON.parse(applications().at(-1)?.body.toString() ?? '')).toEqual({
      company: { legalName: 'Northwind Defence GmbH', website: 'northwind.example', country: 'DE', annualRevenue: { amount: '12000000', currency: 'USD' }, employees: 85 },
      contact: { firstName: 'Amara', lastName: 'Okafor', email: 'amara@northwind.example', phone: '+4930901820', jobTitle: 'Managing Director' },
      experience: { yearsInCybersecurity: 9, certifiedProfessionals: 14, fortune500Relationships: 6, dedicatedPractice: false, certifications: ['cissp'], capabilities: [] },
      locale: 'en',
      clients: { types: ['mid-market'], industries: ['524'], territories: ['DE', 'DE-BY'] },
      goals: { tier: 'gold', goals: 'Resell to insurers we already advise.' },
      consent: { terms: true, privacy: true },
    });
    await screenshot(page, `apply-sent-${width}-light`);
    expect(await axeFindings(page)).toEqual([]);
    await page.reload();
    await page.getByText('APP-7K3M-9QXD').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    // Its address alone, as somebody else opens it.
    await page.goto(`${site.origin}/apply`);
    await page.goto(`${site.origin}/apply?step=sent`);
    await page.getByLabel('Legal name of the company').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);
});

test('a step that lacks something says what, takes the focus there, and is gone as one types', async () => {
  const { page } = await site.visit('/apply', { width: 360 });
  await goOn(page);
  expect(await page.locator('.field-error').allTextContents()).toEqual(Array.from({ length: 5 }, () => 'Please fill this in'));
  expect(await page.evaluate('document.activeElement.name')).toBe('company.legalName');
  await page.getByLabel('Website').fill('nonsense');
  await page.getByText('A web address, such as example.com').waitFor();
  await page.getByLabel('Website').fill('northwind.example');
  await page.getByText('A web address, such as example.com').waitFor({ state: 'detached' });
  await page.getByLabel('Employees').fill('many');
  await page.getByText('A whole number, please').waitFor();
  await screenshot(page, 'apply-refused-360-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
}, 60_000);

test('a complaint about the field that is left waits for the pointer, and does not move what is pressed', async () => {
  const { page } = await site.visit('/apply');
  await fillCompany(page);
  await typeContact(page);
  await page.getByLabel('Fortune 500 relationships').fill('many');
  await page.getByRole('button', { name: 'Continue' }).hover();
  await page.mouse.down();
  // What leaving the field sets off has been drawn by then.
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))');
  expect(await page.locator('.field-error').count()).toBe(0);
  await page.mouse.up();
  await page.getByText('A whole number, please').waitFor();
  await page.getByLabel('Fortune 500 relationships').fill('6');
  await goOn(page);
  await page.getByLabel('Mid-market').waitFor();
  await page.context().close();
}, 60_000);

test('the tiers beside the form look the same, whichever page one came from', async () => {
  const look = `(() => {
    const summary = document.querySelector('.tier-result summary');
    const of = (element, part) => { const { display, borderTopWidth, paddingTop, fontWeight, content } = getComputedStyle(element, part); return { display, borderTopWidth, paddingTop, fontWeight, content }; };
    return [of(summary), of(summary, '::after'), of(summary.parentElement)];
  })()`;
  const { page } = await site.visit('/apply');
  await page.locator('.tier-result summary').first().waitFor();
  const straight = await page.evaluate(look);
  await page.goto(site.origin);
  await page.getByRole('main').getByRole('link', { name: 'Apply', exact: true }).first().click();
  await page.locator('.tier-result summary').first().waitFor();
  expect(straight).toEqual(await page.evaluate(look));
  await page.context().close();
}, 60_000);

test('a draft survives a reload, without the consent, and the back button goes back a step', async () => {
  const { page } = await site.visit('/apply');
  await filled(page);
  await draftIsKept(page);
  await page.reload();
  await page.getByText('Your draft from an earlier visit is back.').waitFor();
  expect(await page.getByLabel(/I accept the terms/).isChecked()).toBe(false);
  await page.getByText('Resell to insurers we already advise.').waitFor();
  await page.goBack();
  await page.getByText('CISSP').waitFor();
  expect(await page.getByLabel(/CISSP/).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Start anew' }).click();
  await page.getByLabel('Legal name of the company').waitFor();
  expect(await page.getByLabel('Legal name of the company').inputValue()).toBe('');
  await page.context().close();
}, 60_000);

test('once it is sent, back leads to where one came from, and forward to what was sent', async () => {
  const { page } = await site.visit('/');
  await page.getByRole('main').getByRole('link', { name: 'Apply', exact: true }).first().click();
  await filled(page);
  await sendIt(page).click();
  const said = page.getByRole('heading', { name: 'Your application is with us' });
  await said.waitFor();
  const isOnePlace = () => eventually(async () => expect(await page.evaluate('[history.state.usr.depth, history.state.usr.receipt.email]')).toEqual([0, 'amara@northwind.example']));
  await isOnePlace();
  await page.goBack();
  await said.waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/');
  await page.goForward();
  await said.waitFor();
  // Further, where the steps were: it leads back, and says the same.
  await page.goForward();
  await isOnePlace();
  await said.waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Apply' }).click();
  await page.getByLabel('Legal name of the company').waitFor();
  await page.context().close();
}, 60_000);

test('a connection that is lost while sending keeps everything, and sends the same request again, after a reload too', async () => {
  const { page } = await site.visit('/apply');
  await filled(page);
  const before = applications().length;
  // The request arrives, its answer does not.
  await page.route('**/api/partners/apply', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await sendIt(page).click();
  await page.getByText('The server cannot be reached.').waitFor();
  await screenshot(page, 'apply-offline-1440-light');
  await page.unroute('**/api/partners/apply');
  await draftIsKept(page);
  await page.reload();
  await page.getByLabel(/I accept the terms/).check();
  await page.getByLabel(/The personal data above/).check();
  await sendIt(page).click();
  await page.getByRole('heading', { name: 'Your application is with us' }).waitFor();
  const keys = applications().slice(before).map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
  await page.context().close();
}, 60_000);

test('a session that ends in the middle of the form loses nothing: nobody needs one to apply', async () => {
  const { page } = await site.visit('/apply', { signedIn: true });
  await fillCompany(page);
  await fillContact(page);
  await page.context().clearCookies();
  await fillRest(page);
  await draftIsKept(page);
  await page.reload();
  await page.getByText('Resell to insurers we already advise.').waitFor();
  await page.getByLabel(/I accept the terms/).check();
  await page.getByLabel(/The personal data above/).check();
  await sendIt(page).click();
  await page.getByRole('heading', { name: 'Your application is with us' }).waitFor();
  expect(JSON.parse(applications().at(-1)?.body.toString() ?? '')).toMatchObject({ company: { legalName: 'Northwind Defence GmbH' }, contact: { firstName: 'Amara' }, clients: { territories: ['DE', 'DE-BY'] } });
  await page.context().close();
}, 60_000);

test('what the server finds wrong stands at its field, in its step, with the focus', async () => {
  const { page } = await site.visit('/apply');
  await filled(page, { website: '10.0.0.1.example' });
  await sendIt(page).click();
  await page.getByText('A domain of your own, such as example.com').waitFor();
  await page.getByRole('heading', { name: 'Company and revenue' }).waitFor();
  expect(await page.getByLabel('Website').getAttribute('aria-invalid')).toBe('true');
  await page.locator('[name="company.website"]:focus').waitFor();
  await page.context().close();
}, 60_000);

test('a choice among several says what is wrong with it where it is heard, and has the focus, by our own check and by the server’s', async () => {
  const { page } = await site.visit('/apply');
  const industries = page.getByRole('combobox', { name: 'Industries of your clients' });
  const heard = async (what: Locator) => Promise.all((await what.getAttribute('aria-describedby') ?? '').split(' ').map((id) => page.locator(`[id="${id}"]`).textContent()));
  await fillCompany(page);
  await fillContact(page);
  await page.getByLabel('Mid-market').check();
  await goOn(page);
  await page.locator('[role="radiogroup"][aria-invalid="true"] :focus').waitFor();
  expect(await heard(page.getByRole('radiogroup', { name: 'Tier you apply for' }))).toEqual(['Please choose one']);
  expect(await axeFindings(page)).toEqual([]);

  await fillRest(page);
  const errors = [{ pointer: '/clients/industries/0', detail: 'must be an industry of the catalogue' }];
  await page.route('**/api/partners/apply', async (route) => route.fulfill({ status: 422, contentType: 'application/problem+json', json: { title: 'No', status: 422, code: 'http/validation-failed', errors } }));
  await sendIt(page).click();
  await page.locator('[role="combobox"][aria-invalid="true"]:focus').waitFor();
  expect((await heard(industries)).at(-1)).toBe('Must be an industry of the catalogue');
  await page.context().close();
}, 60_000);

test('a duplicate is explained with what can be done now: ask to join, or have a person look', async () => {
  const { page } = await site.visit('/apply', { width: 360 });
  await filled(page, { website: 'taken.example' });
  await sendIt(page).click();
  await page.getByText('Your company takes part already').waitFor();
  expect(await page.evaluate('document.activeElement.className')).toMatch(/refused/);
  await settled(page);
  await screenshot(page, 'apply-duplicate-360-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByLabel('A few words to the owners').fill('I run the integration.');
  await page.getByRole('button', { name: 'Ask to join' }).click();
  await page.getByText('The owners of your company’s account have been told.').waitFor();
  expect(JSON.parse(site.stub.arrived.findLast(({ url, method }) => url === '/api/partners/join-requests' && method === 'POST')?.body.toString() ?? '')).toMatchObject({ company: { website: 'taken.example' }, message: 'I run the integration.' });
  await page.getByText('Have a person look at it').click();
  await page.getByLabel('How do you differ?').fill('We are the Austrian one.');
  await page.getByRole('button', { name: 'Send it for a look' }).click();
  await page.getByRole('heading', { name: 'Your application is with us' }).waitFor();
  await page.context().close();
}, 60_000);

test('an application that is there already: its link is sent again, and nothing else', async () => {
  const { page } = await site.visit('/apply');
  await filled(page, { website: 'pending.example' });
  await sendIt(page).click();
  await page.getByText('Your company seems to have applied already').waitFor();
  const before = applications().length;
  expect(await page.getByLabel('E-mail of the contact person').inputValue()).toBe('amara@northwind.example');
  await page.getByRole('button', { name: 'Send the link again' }).click();
  await page.getByText('Look into your mail').waitFor();
  expect(applications()).toHaveLength(before);
  await page.context().close();
}, 60_000);
