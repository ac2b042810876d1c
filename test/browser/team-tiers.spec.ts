import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { tiersAnswer } from '#libs/contracts/http/tiers';
import { json } from '../../services/gateway/testing/stub-upstream.ts';
import { axeFindings } from './axe.ts';
import { screenshot, settled } from './browser.ts';
import { siteOfTheTeam } from './team-site.ts';

const site = siteOfTheTeam();
const { visit, sent, bodies } = site;
const focused = (page: Page) => page.locator(':focus').textContent();

test('a tier’s form is that of the tier, also where another one’s was open before it', async () => {
  const { page } = await visit('/admin/programme/tiers');
  const tier = (name: string) => page.getByRole('region', { name, exact: true });
  const form = (name: string) => page.getByRole('region', { name: `Publish ${name} anew` });
  // Both are at version 1.
  await tier('Authorized Reseller').getByRole('button', { name: 'Change' }).click();
  await form('Authorized Reseller').getByLabel('Name in English').fill('Reseller');
  await tier('Platinum Partner').getByRole('button', { name: 'Change' }).click();
  expect(await form('Platinum Partner').getByLabel('Name in English').inputValue()).toBe('Platinum Partner');
  await form('Platinum Partner').getByLabel('Why?').fill('As it is.');
  await form('Platinum Partner').getByRole('button', { name: 'Publish' }).click();
  await page.getByText(/^Published\./).waitFor();
  expect([bodies('/api/programme/tiers/platinum'), sent('/api/programme/tiers/authorized')]).toMatchObject([[{ name: { en: 'Platinum Partner' } }], []]);
  await page.context().close();
}, 60_000);

test('what counts now is told by the service’s clock; a tier’s version that is to come is called off', async () => {
  const { page } = await visit('/admin/programme/tiers', { width: 360 });
  const gold = page.getByRole('region', { name: 'Gold Partner', exact: true });
  await gold.getByText('comes', { exact: true }).waitFor();
  await gold.getByRole('button', { name: 'Call it off' }).click();
  await gold.getByLabel('Why?').fill('A year too early.');
  await settled(page);
  await screenshot(page, 'programme-tier-call-off-360-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await gold.getByRole('button', { name: 'Throw it away' }).click();
  expect(await focused(page)).toBe('Call it off');
  await gold.getByRole('button', { name: 'Call it off' }).click();
  await gold.getByLabel('Why?').fill('A year too early.');
  await page.route('**/api/programme/tiers/gold/cancel', async (route) => route.fulfill({ status: 412, contentType: 'application/problem+json', json: { title: 'No', status: 412, code: 'http/precondition-failed', correlationId: 'c0ffee' } }), { times: 1 });
  await gold.getByRole('button', { name: 'Call it off' }).click();
  await gold.getByText(/^It has begun meanwhile or is about to, somebody has called it off already/).waitFor();
  await gold.getByRole('button', { name: 'Call it off' }).click();
  await page.getByText(/^Called off\./).waitFor();
  await gold.getByText('comes', { exact: true }).waitFor({ state: 'detached' });
  expect(bodies('/api/programme/tiers/gold/cancel')).toEqual([{ reason: 'A year too early.' }]);
  expect(sent('/api/programme/tiers/gold/cancel').map(({ headers }) => headers['if-match'])).toEqual(['"2"']);

  // The service is two months ahead of this browser's clock: what is to come here counts there.
  await page.context().close();
  const { page: later } = await visit('/admin/programme/tiers');
  const now = later.getByRole('region', { name: 'Gold Partner', exact: true });
  await now.getByText('comes', { exact: true }).waitFor();
  const answer = tiersAnswer.parse(await later.evaluate(async () => (await fetch('/api/programme/tiers')).json()));
  site.stub.on('GET', '/api/programme/tiers', (_arrived, response) => json(response, 200, { ...answer, asOf: new Date(Date.now() + 60 * 86_400_000).toISOString() }));
  await later.reload();
  await now.getByText('Before (1)').waitFor();
  expect(await now.getByText('comes', { exact: true }).count()).toBe(0);
  await later.context().close();
}, 60_000);

test('a tier is published anew as it was read, with another requirement and another benefit', async () => {
  const { page } = await visit('/admin/programme/tiers');
  await page.getByRole('region', { name: 'Gold Partner' }).getByRole('button', { name: 'Change' }).click();
  const form = page.getByRole('region', { name: 'Publish Gold Partner anew' });
  await form.getByRole('group', { name: 'Requirement 2' }).getByLabel('At least').fill('5');
  // The figure is another one, and its text still says the old one.
  await form.getByRole('group', { name: 'Requirement 2' }).getByText(/^What is asked for has changed\./).waitFor();
  expect(await form.getByText(/^What is asked for has changed\./).count()).toBe(1);
  await form.getByRole('button', { name: 'Remove requirement 3' }).click();
  // The row that is the last one now.
  await form.getByRole('group', { name: 'Requirement 2' }).locator('select:focus').waitFor();
  await form.getByRole('button', { name: 'Add a requirement' }).click();
  const added = form.getByRole('group', { name: 'Requirement 3' });
  await added.getByLabel('What is evaluated').selectOption('annual_commitment');
  await form.getByRole('button', { name: 'Add a benefit' }).click();
  const benefit = form.getByRole('group', { name: 'Benefit 5' });
  await form.getByRole('button', { name: 'Publish' }).click();
  await added.locator('.field-error').first().waitFor();
  await added.getByLabel('At least').fill('500,000');
  await added.getByLabel('Text in English').fill('Commitment of USD 500,000');
  await added.getByLabel('Text in German').fill('Zusage von 500.000 USD');
  await benefit.getByLabel('Text in English').fill('Early access to releases');
  await benefit.getByLabel('Text in German').fill('Früher Zugang zu Versionen');
  await form.getByLabel('Why?').fill('Decided by the board.');
  // What it follows is still to come, so a day has to be said.
  await form.getByText(/^What it follows is still to come/).waitFor();
  await form.getByLabel('From', { exact: true }).fill('2030-01-01');
  await settled(page);
  await screenshot(page, 'programme-tier-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await form.getByRole('button', { name: 'Publish' }).dblclick();
  await page.getByText(/^Published\./).waitFor();
  const [body] = bodies('/api/programme/tiers/gold');
  expect(body).toMatchObject({
    name: { en: 'Gold Partner', de: 'Gold Partner' }, reason: 'Decided by the board.', effectiveFrom: '2029-12-31T23:00:00.000Z',
    requirements: [{ code: 'annual_revenue', required: { currency: 'USD' } }, { code: 'certified_professionals', required: 5 }, { code: 'annual_commitment', required: { amount: '500000', currency: 'USD' }, text: { en: 'Commitment of USD 500,000' } }],
    benefits: [{}, {}, { code: 'dedicated_partner_manager' }, {}, { code: 'early_access_to_releases', listed: true }],
  });
  expect(sent('/api/programme/tiers/gold').map(({ headers }) => headers['if-match'])).toEqual(['"2"']);
  expect(await focused(page)).toMatch(/^Published\./);
  await page.context().close();
}, 60_000);

test('what somebody else publishes while a form is open is not written over, and nothing that was typed is lost', async () => {
  const { page } = await visit('/admin/programme/tiers');
  await page.getByRole('region', { name: 'Platinum Partner', exact: true }).getByRole('button', { name: 'Change' }).click();
  const form = page.getByRole('region', { name: 'Publish Platinum Partner anew' });
  await form.getByLabel('Name in English').fill('Platinum');
  await form.getByLabel('Why?').fill('Shorter.');
  const version = (path: string, fields: object) => page.evaluate(async ([to, body]) => (await fetch(String(to), { method: 'POST', headers: { 'content-type': 'application/json', 'if-match': '"1"' }, body: String(body) })).status, [path, JSON.stringify(fields)]);
  expect(await version('/api/programme/tiers/platinum', { name: { en: 'Platinum Elite', de: 'Platin Elite' } })).toBe(201);
  await form.getByRole('button', { name: 'Publish' }).click();
  await form.getByText(/^Meanwhile somebody has published/).waitFor();
  expect([await form.getByLabel('Name in English').inputValue(), await form.getByLabel('Why?').inputValue()]).toEqual(['Platinum', 'Shorter.']);
  await form.getByRole('button', { name: 'Publish' }).click();
  await form.getByRole('alert').waitFor();
  await settled(page);
  await screenshot(page, 'programme-tier-overtaken-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  const anew = page.getByRole('region', { name: 'Publish Platinum Elite anew' });
  await form.getByRole('button', { name: /^Begin anew/ }).click();
  expect(await anew.getByLabel('Name in English').inputValue()).toBe('Platinum Elite');
  await anew.getByLabel('Why?').fill('Shorter.');
  await anew.getByRole('button', { name: 'Publish' }).click();
  await page.getByText(/^Published\./).waitFor();
  expect(sent('/api/programme/tiers/platinum').map(({ headers }) => headers['if-match'])).toEqual(['"1"', '"1"', '"1"', '"2"']);
  await page.context().close();
}, 60_000);
