import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '#libs/testing/eventually';
import { json } from '../../services/gateway/testing/stub-upstream.ts';
import { axeFindings } from './axe.ts';
import { screenshot, settled } from './browser.ts';
import { stubAudit, verified } from './stub-audit.ts';
import { siteOfTheTeam } from './team-site.ts';

const site = siteOfTheTeam(stubAudit);
const { visit, sent, bodies } = site;
const focused = (page: Page) => page.locator(':focus').textContent();

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
  await revoke.getByRole('button', { name: 'Change' }).waitFor();
  expect(await revoke.locator(':focus').textContent()).toBe('Change');

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
  expect(bodies('/api/deals/settings').at(-1)).toEqual({ key: 'protection_reminder_days', value: [21, 7], effectiveFrom: '2029-12-31T23:00:00.000Z', follows: expect.any(String), reason: 'Three mails are too many.' });
  expect(sent('/api/deals/settings')).toHaveLength(2);
  expect(await focused(page)).toMatch(/^Published\./);

  const hold = row('Commission is held for');
  await row('Days and months begin by the clocks of').getByRole('button', { name: 'Call it off' }).waitFor();
  await hold.getByText('21 days').waitFor();
  expect(await hold.getByRole('button', { name: 'Call it off' }).count()).toBe(0);
  await hold.getByRole('button', { name: 'Change' }).click();
  await hold.getByText(/can no longer be called off/).waitFor();
  await hold.getByRole('textbox', { name: /^Commission/ }).fill('14');
  await hold.getByLabel('Why?').fill('Competitors pay sooner.');
  await hold.getByRole('button', { name: 'Publish' }).click();
  await hold.locator('.field-error').waitFor();
  await hold.getByLabel('From', { exact: true }).fill('2030-01-01');
  await hold.getByRole('button', { name: 'Publish' }).click();
  await hold.getByRole('button', { name: 'Change' }).waitFor();
  expect(bodies('/api/commissions/settings')).toEqual([{ key: 'hold_days', value: 14, effectiveOn: '2030-01-01', follows: expect.any(String), reason: 'Competitors pay sooner.' }]);

  // What is to come is followed by what begins after it, or called off.
  await promise.getByRole('button', { name: 'Change' }).click();
  await promise.getByText(/^What it follows is still to come/).waitFor();
  const from = promise.getByLabel('From', { exact: true });
  expect(await from.getAttribute('min')).toMatch(/^\d{4}-\d\d-\d\d$/);
  await promise.getByLabel('Why?').fill('Faster still.');
  await promise.getByRole('button', { name: 'Publish' }).click();
  await promise.locator('.field-error').waitFor();
  await page.keyboard.press('Escape');
  await promise.getByRole('button', { name: 'Throw it away' }).click();
  await promise.getByRole('button', { name: 'Call it off' }).click();
  await promise.getByRole('button', { name: 'Call it off' }).click();
  await promise.locator('.field-error').waitFor();
  await promise.getByLabel('Why?').fill('The board decided otherwise.');
  await settled(page);
  await screenshot(page, 'programme-setting-call-off-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await promise.getByRole('button', { name: 'Call it off' }).dblclick();
  await page.getByText(/^Called off\./).waitFor();
  await promise.getByText('24 hours').waitFor({ state: 'detached' });
  expect(await focused(page)).toMatch(/^Called off\./);
  expect(bodies('/api/programme/settings/cancel')).toEqual([{ id: expect.stringMatching(/^[\da-f-]{36}$/), reason: 'The board decided otherwise.' }]);
  await page.context().close();
}, 60_000);

test('of two who change a setting at once the second is told, keeps what was typed, and begins anew from what counts now', async () => {
  const [{ page }, { page: other }] = [await visit('/admin/programme/settings'), await site.visit('/admin/programme/settings', {}, () => undefined)];
  const row = (on: Page) => on.locator('.setting-row', { has: on.getByRole('heading', { name: 'An extension adds', exact: true }) });
  for (const on of [page, other]) {
    await row(on).getByRole('button', { name: 'Change' }).click();
    await row(on).getByLabel('Why?').fill('The board decided.');
  }
  await row(other).getByRole('textbox', { name: /^An extension/ }).fill('75');
  await row(other).getByRole('button', { name: 'Publish' }).click();
  await other.getByText(/^Published\./).waitFor();
  await row(page).getByRole('button', { name: 'Publish' }).click();
  await row(page).getByRole('alert').getByText('Somebody else has published').waitFor();
  await row(page).getByRole('button', { name: /^Begin anew/ }).waitFor();
  expect(await row(page).getByLabel('Why?').inputValue()).toBe('The board decided.');
  await screenshot(page, 'programme-setting-overtaken-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await row(page).getByRole('button', { name: /^Begin anew/ }).click();
  await row(page).getByLabel('Why?').fill('One day more.');
  await row(page).getByRole('button', { name: 'Publish' }).click();
  await page.getByText(/^Published\./).waitFor();
  await page.context().close();
  await other.context().close();
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
  await form.getByLabel('Ab', { exact: true }).fill('2030-01-01');
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

test('a story is told once a company, and withdrawn for a reason alone; in German, on a phone', async () => {
  const { page } = await visit('/admin/programme/stories', { width: 360, locale: 'de-AT' });
  await page.getByRole('button', { name: 'Geschichte erzählen' }).click();
  const form = page.getByRole('region', { name: 'Geschichte erzählen' });
  await form.getByLabel('Unternehmen').fill('CyberTech Solutions');
  expect(await form.getByLabel('Platz').inputValue()).toBe('6');
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
    company: 'Alpenschutz AG', headline: { en: '300 % growth', de: '300 % Wachstum' }, position: 6, tier: null, dealValue: null, commission: null, growthPercent: 300, growthMonths: 18, dealsPerYear: null, reason: 'Weil.',
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

test('a story that is told and will be told otherwise shows both; what comes is followed, called off, or goes with the story', async () => {
  const { page } = await visit('/admin/programme/stories');
  const row = page.locator('.setting-row', { hasText: 'Blue Harbor' });
  await row.getByText('18 deals a year', { exact: true }).first().waitFor();
  await row.getByText('Told now').waitFor();
  await row.getByText('Blue Harbor Consulting LLC: 30 deals a year').waitFor();
  expect(await row.getByText(/^Before/).count()).toBe(0);
  await settled(page);
  await screenshot(page, 'programme-story-coming-1440-light');

  await row.getByRole('button', { name: 'Withdraw' }).click();
  await row.getByText('What is to be told from then on is called off with it.').waitFor();
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Withdraw' }).waitFor();
  expect(await focused(page)).toBe('Withdraw');

  await row.getByRole('button', { name: 'Change' }).click();
  await row.getByText(/^What it follows is still to come/).waitFor();
  await row.getByLabel('Headline in English').fill('31 deals a year');
  await row.getByLabel('From', { exact: true }).fill('2030-01-01');
  await row.getByLabel('Why?').fill('One more.');
  const path = '/api/programme/stories/0191d3a0-0000-7000-8000-000000000607';
  const publishTheirs = async (match: string, theirs: object) => expect(await page.evaluate(async ([to = '', tag = '', body = '']) => (await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json', 'if-match': tag }, body })).status, [path, match, JSON.stringify(theirs)])).toBe(201);
  await publishTheirs('"2"', { headline: { en: '32 deals a year', de: '32 Abschlüsse im Jahr' }, effectiveFrom: '2029-01-01T00:00:00.000Z' });
  await row.getByRole('button', { name: 'Publish' }).click();
  await row.getByText(/^Meanwhile somebody has published/).waitFor();
  await row.getByText('Blue Harbor Consulting LLC: 32 deals a year').waitFor();
  expect(await row.getByLabel('Headline in English').inputValue()).toBe('31 deals a year');
  await row.getByRole('button', { name: 'Publish' }).click();
  await eventually(async () => expect(sent(path)).toHaveLength(3));
  await row.getByRole('alert').waitFor();
  await row.getByRole('button', { name: /^Begin anew/ }).click();
  expect(await row.getByLabel('Headline in English').inputValue()).toBe('32 deals a year');
  await page.keyboard.press('Escape');
  expect(sent(path).map(({ headers }) => headers['if-match'])).toEqual(['"2"', '"2"', '"2"']);

  // What somebody else publishes while it is asked why is not called off with that reason.
  await row.getByRole('button', { name: 'Call it off' }).click();
  await row.getByLabel('Why?').fill('About the one before.');
  await publishTheirs('"3"', { headline: { en: '33 deals a year', de: '33 Abschlüsse im Jahr' }, effectiveFrom: '2031-01-01T00:00:00.000Z' });
  const cyber = page.locator('.setting-row', { hasText: 'CyberTech Solutions' });
  await cyber.getByRole('button', { name: 'Withdraw' }).click();
  await cyber.getByLabel('Why?').fill('They asked us to.');
  await cyber.getByRole('button', { name: 'Withdraw the story' }).click();
  await row.getByText('Blue Harbor Consulting LLC: 33 deals a year').waitFor();
  expect(await row.getByLabel('Why?').count()).toBe(0);

  await row.getByRole('button', { name: 'Call it off' }).click();
  await row.getByLabel('Why?').fill('A slip.');
  await row.getByRole('button', { name: 'Call it off' }).click();
  await page.getByText(/^Called off\./).waitFor();
  await row.getByText('Blue Harbor Consulting LLC: 33 deals a year').waitFor({ state: 'detached' });
  expect([sent(`${path}/cancel`).map(({ headers }) => headers['if-match']), bodies(`${path}/cancel`)]).toEqual([['"4"'], [{ what: 'version', reason: 'A slip.' }]]);
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
