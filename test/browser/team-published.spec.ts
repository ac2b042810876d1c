import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { json } from '../../services/gateway/testing/stub-upstream.ts';
import { axeFindings } from './axe.ts';
import { screenshot, settled } from './browser.ts';
import { openSite, type Site, type Visit } from './site.ts';
import { stubAudit, verified } from './stub-audit.ts';
import { speakToTheTeam } from './stub-team.ts';
import { tellOfTheWork } from './stub-team-work.ts';

let site: Site;
/** Requests that came before the page of this test. */
let before = 0;
beforeAll(async () => {
  site = await openSite();
}, 90_000);
afterAll(() => site?.close());

const visit = async (path: string, how: Visit = {}) => {
  before = site.stub.arrived.length;
  speakToTheTeam(site.stub);
  tellOfTheWork(site.stub);
  stubAudit(site.stub);
  return site.visit(path, { ...how, signedIn: true });
};
const sent = (path: string) => site.stub.arrived.slice(before).filter(({ method, url }) => method === 'POST' && url === path);
const bodies = (path: string): unknown[] => sent(path).map(({ body }) => JSON.parse(body.toString()));

test('a setting says what it is, was and will be, and on what a change takes effect; it is published with a reason', async () => {
  const { page } = await visit('/admin/programme');
  await page.getByRole('navigation', { name: 'Parts of the programme' }).getByRole('link', { name: 'Settings' }).click();
  const row = (name: string) => page.locator('.setting-row', { has: page.getByRole('heading', { name, exact: true }) });
  const promise = row('Applications are decided within');
  await promise.getByText('24 hours').waitFor();
  expect(await promise.locator('.setting-now').textContent()).toBe('48 hours');
  await promise.getByText(/published by Jonas Weidmann/).waitFor();
  const reapply = row('Whoever was turned down may come back after');
  expect(await reapply.locator('.setting-now').textContent()).toBe('14 days');
  await reapply.getByText('Before (1)').click();
  await reapply.getByText('30 days').waitFor();

  const revoke = row('Without an activity, the protection is taken away after');
  await revoke.getByRole('button', { name: 'Change' }).click();
  await revoke.getByRole('textbox', { name: /^Without an activity/ }).fill('soon');
  await revoke.getByRole('button', { name: 'Publish' }).click();
  await revoke.getByText('A whole number, please').waitFor();
  await revoke.getByRole('textbox', { name: /^Without an activity/ }).fill('40');
  await revoke.getByLabel('Why?').fill('Deals stand still.');
  await revoke.getByRole('button', { name: 'Publish' }).click();
  await revoke.getByText(/^The reminder must come first: it would come after 45 days/).waitFor();
  await page.keyboard.press('Escape');
  await revoke.getByRole('button', { name: 'Throw it away' }).click();

  // A day begins when it does where the programme lives.
  const reminders = row('Its end is reminded of');
  await reminders.getByRole('button', { name: 'Change' }).click();
  await reminders.getByRole('textbox', { name: /^Its end/ }).fill('21; 7');
  await reminders.getByLabel(/^From/).fill('2030-01-01');
  await reminders.getByLabel('Why?').fill('Three mails are too many.');
  await settled(page);
  await screenshot(page, 'programme-setting-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await reminders.getByRole('button', { name: 'Publish' }).dblclick();
  await page.getByText(/^Published\./).waitFor();
  expect(bodies('/api/deals/settings').at(-1)).toEqual({ key: 'protection_reminder_days', value: [21, 7], effectiveFrom: '2029-12-31T23:00:00.000Z', reason: 'Three mails are too many.' });
  expect(sent('/api/deals/settings')).toHaveLength(2);

  const hold = row('Commission is held for');
  await hold.getByRole('button', { name: 'Change' }).click();
  await hold.getByRole('textbox', { name: /^Commission/ }).fill('14');
  await hold.getByLabel('Why?').fill('Competitors pay sooner.');
  await hold.getByRole('button', { name: 'Publish' }).click();
  await hold.locator('.field-error').waitFor();
  await hold.getByLabel('From', { exact: true }).fill('2030-01-01');
  await hold.getByRole('button', { name: 'Publish' }).click();
  await hold.getByRole('button', { name: 'Change' }).waitFor();
  expect(bodies('/api/commissions/settings')).toEqual([{ key: 'hold_days', value: 14, effectiveOn: '2030-01-01', reason: 'Competitors pay sooner.' }]);
  await page.context().close();
}, 60_000);

test('of several open forms the keys mean the one that is written in, and what is typed goes away for whoever says so alone', async () => {
  const { page } = await visit('/admin/programme/settings');
  const row = (name: string) => page.locator('.setting-row', { has: page.getByRole('heading', { name, exact: true }) });
  const [revoke, reminders] = [row('Without an activity, the protection is taken away after'), row('Its end is reminded of')];
  for (const it of [revoke, reminders]) {
    await it.getByRole('button', { name: 'Change' }).click();
    await it.getByLabel('Why?').fill('The board decided.');
  }
  await page.keyboard.press('Control+Enter');
  await page.getByText(/^Published\./).waitFor();
  await reminders.getByRole('button', { name: 'Change' }).waitFor();
  expect(bodies('/api/deals/settings')).toEqual([expect.objectContaining({ key: 'protection_reminder_days' })]);

  await reminders.getByRole('button', { name: 'Change' }).click();
  await reminders.getByRole('textbox', { name: /^Its end/ }).press('Escape');
  await reminders.getByRole('button', { name: 'Change' }).waitFor();
  await revoke.getByLabel('Why?').press('Escape');
  await revoke.getByText('What you have typed here would be lost.').waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Keep it');
  await screenshot(page, 'programme-leave-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await revoke.getByText('What you have typed here would be lost.').waitFor({ state: 'detached' });
  expect(await page.evaluate('[document.activeElement.name, document.activeElement.value]')).toEqual(['reason', 'The board decided.']);
  await page.keyboard.press('Escape');
  await revoke.getByRole('button', { name: 'Throw it away' }).click();
  await revoke.getByRole('button', { name: 'Change' }).waitFor();
  expect(sent('/api/deals/settings')).toHaveLength(1);
  await page.context().close();
}, 60_000);

test('a German reader is told why a day, a number or a row of it is refused, where it stands', async () => {
  const { page } = await visit('/admin/programme/settings', { locale: 'de-DE', width: 360 });
  const row = (name: string) => page.locator('.setting-row', { has: page.getByRole('heading', { name, exact: true }) });
  const revoke = row('Ohne Aktivität endet der Schutz nach');
  await revoke.getByRole('button', { name: 'Ändern' }).click();
  await revoke.getByLabel('Warum?').fill('Deals stehen still.');
  await revoke.getByText(/sonst ab morgen oder später/).waitFor();
  await revoke.getByRole('button', { name: 'Veröffentlichen' }).click();
  await revoke.getByText(/^Die Erinnerung muss zuerst kommen: Sie käme nach 45 Tagen ohne Aktivität/).waitFor();
  const protection = row('Ein Deal ist geschützt für');
  await protection.getByRole('button', { name: 'Ändern' }).click();
  await protection.getByLabel(/^Ab/).fill(new Date().toISOString().slice(0, 10));
  await protection.getByLabel('Warum?').fill('Weil.');
  await protection.getByRole('button', { name: 'Veröffentlichen' }).click();
  await protection.getByText('Dieser Tag hat schon begonnen. Bitte morgen oder später, oder leer für sofort').waitFor();
  await settled(page);
  await screenshot(page, 'programme-setting-refused-360-german');
  expect(await axeFindings(page)).toEqual([]);

  const errors = [{ pointer: '/benefits/3/code', detail: 'is named twice' }, { pointer: '/requirements/0/required/amount', detail: 'USD has at most 2 decimals.' }, { pointer: '/extra', detail: 'is not a known field' }];
  await page.route('**/api/programme/tiers/gold', async (route) => route.fulfill({ status: 422, contentType: 'application/problem+json', json: { title: 'No', status: 422, code: 'http/validation-failed', errors } }));
  await page.goto(`${site.origin}/admin/programme/tiers`);
  await page.getByRole('region', { name: 'Gold Partner' }).getByRole('button', { name: 'Ändern' }).click();
  const form = page.locator('form');
  await form.getByLabel('Warum?').fill('Weil.');
  await form.getByRole('button', { name: 'Veröffentlichen' }).click();
  await form.getByText('extra: Diese Seite ist veraltet: Laden Sie sie neu').waitFor();
  await form.getByRole('group', { name: 'Leistung 4' }).getByText('Kommt doppelt vor').waitFor();
  await form.getByRole('group', { name: 'Anforderung 1' }).getByText('USD hat höchstens 2 Nachkommastellen').waitFor();
  expect(await form.locator('.field-error').count()).toBe(3);
  await settled(page);
  await screenshot(page, 'programme-tier-refused-360-german');
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
}, 60_000);

test('a tier is published anew as it was read, with another requirement and another benefit', async () => {
  const { page } = await visit('/admin/programme/tiers');
  await page.getByRole('region', { name: 'Gold Partner' }).getByRole('button', { name: 'Change' }).click();
  const form = page.getByRole('region', { name: 'Publish Gold Partner anew' });
  await form.getByRole('group', { name: 'Requirement 2' }).getByLabel('At least').fill('5');
  await form.getByRole('button', { name: 'Remove requirement 3' }).click();
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
  await settled(page);
  await screenshot(page, 'programme-tier-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await form.getByRole('button', { name: 'Publish' }).dblclick();
  await page.getByText(/^Published\./).waitFor();
  const [body] = bodies('/api/programme/tiers/gold');
  expect(body).toMatchObject({
    name: { en: 'Gold Partner', de: 'Gold Partner' }, reason: 'Decided by the board.',
    requirements: [{ code: 'annual_revenue', required: { currency: 'USD' } }, { code: 'certified_professionals', required: 5 }, { code: 'annual_commitment', required: { amount: '500000', currency: 'USD' }, text: { en: 'Commitment of USD 500,000' } }],
    benefits: [{}, {}, { code: 'dedicated_partner_manager' }, {}, { code: 'early_access_to_releases', listed: true }],
  });
  expect(sent('/api/programme/tiers/gold').map(({ headers }) => headers['if-match'])).toEqual(['"2"']);
  await page.context().close();
}, 60_000);

test('a story is told once a company, and withdrawn for a reason alone; in German, on a phone', async () => {
  const { page } = await visit('/admin/programme/stories', { width: 360, locale: 'de-AT' });
  await page.getByRole('button', { name: 'Geschichte erzählen' }).click();
  const form = page.getByRole('region', { name: 'Geschichte erzählen' });
  await form.getByLabel('Unternehmen').fill('CyberTech Solutions');
  expect(await form.getByLabel('Platz').inputValue()).toBe('5');
  await form.getByLabel('Überschrift auf Englisch').fill('300 % growth');
  await form.getByLabel('Überschrift auf Deutsch').fill('300 % Wachstum');
  await form.getByLabel(/^Wachstum in %/).fill('300');
  await form.getByLabel('Warum?').fill('Weil.');
  await form.getByRole('button', { name: 'Veröffentlichen' }).click();
  await form.locator('.field-error').first().waitFor();
  await form.getByLabel(/^Binnen Monaten/).fill('18');
  await form.getByRole('button', { name: 'Veröffentlichen' }).click();
  await form.getByText(/^Über dieses Unternehmen gibt es eine Geschichte/).waitFor();
  await form.getByLabel('Unternehmen').fill('Alpenschutz AG');
  await settled(page);
  await screenshot(page, 'programme-story-360-german');
  expect(await axeFindings(page)).toEqual([]);
  await form.getByRole('button', { name: 'Veröffentlichen' }).click();
  await page.getByText(/^Veröffentlicht\./).waitFor();
  expect(bodies('/api/programme/stories').at(-1)).toEqual({
    company: 'Alpenschutz AG', headline: { en: '300 % growth', de: '300 % Wachstum' }, position: 5, tier: null, dealValue: null, commission: null, growthPercent: 300, growthMonths: 18, dealsPerYear: null, reason: 'Weil.',
  });
  const cyber = page.locator('.setting-row', { hasText: 'CyberTech Solutions' });
  await cyber.getByRole('button', { name: 'Zurückziehen' }).click();
  await cyber.getByRole('button', { name: 'Die Geschichte zurückziehen' }).click();
  await cyber.locator('.field-error').waitFor();
  await cyber.getByLabel('Warum?').fill('Sie baten darum.');
  await cyber.getByRole('button', { name: 'Die Geschichte zurückziehen' }).click();
  await page.getByText('Die Geschichte von CyberTech Solutions ist zurückgezogen.').waitFor();
  await page.context().close();
}, 60_000);

test('the page of the trail says when the chain was verified, and where it breaks', async () => {
  const { page } = await visit('/admin/audit');
  await page.getByText(/by the daily run: 398 of 412 entries/).waitFor();
  site.stub.on('GET', '/api/audit/verification', (_arrived, response) => json(response, 200, { entries: 412, last: { ...verified, run: 'command', intact: false, brokenAt: 17, fault: 'changed' } }));
  await page.reload();
  await page.getByText(/no\. 17: the entry, or its place, was changed/).waitFor();
  await screenshot(page, 'audit-broken-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
}, 60_000);
