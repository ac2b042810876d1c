import { describe, expect, test } from '@jest/globals';
import { resources } from '../../services/applications/migrations/resource.seed.ts';
import { axeFindings } from './axe.ts';
import { screenshot, settled, sidewaysOverflow } from './browser.ts';
import { siteOfTheTeam } from './team-site.ts';

const site = siteOfTheTeam();
const { visit, bodies } = site;

describe('the rules of the programme', () => {
  test('say what counts, what comes, by whom and why; a rate is published once, with a reason', async () => {
    const { page } = await visit('/admin');
    await page.getByRole('navigation').getByRole('link', { name: 'Programme' }).click();
    const gold = page.locator('[aria-labelledby=rates] .evaluation-tier').nth(1);
    await gold.getByText('32.5%').waitFor();
    expect(await gold.locator('.rate-now').textContent()).toBe('30%');
    await gold.getByText(/published by Jonas Weidmann/).first().waitFor();
    await gold.getByText(/^The board decided/).waitFor();
    await gold.getByText('Before').click();
    await gold.getByText('28%').waitFor();
    await page.getByRole('button', { name: 'Publish a rate' }).click();
    await page.getByRole('button', { name: 'Publish the rate' }).click();
    await page.locator('.field-error').first().waitFor();
    expect(await page.locator('.field-error').count()).toBe(4);
    await page.getByLabel('Tier', { exact: true }).selectOption('platinum');
    await page.getByLabel('Commission in %').fill('36,5 %');
    await page.getByLabel('From', { exact: true }).fill('2027-01-01');
    await page.getByLabel('Why?').fill('To keep up.');
    await screenshot(page, 'programme-rate-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Publish the rate' }).dblclick();
    await page.getByText('The rate is published.').waitFor();
    await page.getByText('36.5%').waitFor();
    expect(await page.locator(':focus').textContent()).toMatch(/^The rate is published/);
    expect(bodies('/api/commissions/rates')).toEqual([{ tier: 'platinum', percent: '36.5', effectiveOn: '2027-01-01', follows: 1, reason: 'To keep up.' }]);
    await page.context().close();
  });

  test('that are to come are called off, a rate by itself and a plan with its rates', async () => {
    const { page } = await visit('/admin/programme');
    const gold = page.locator('[aria-labelledby=rates] .evaluation-tier').nth(1);
    const callOff = async (of: typeof gold) => {
      await of.getByRole('button', { name: 'Call it off' }).click();
      await of.getByLabel('Why?').fill('A slip.');
      await settled(page);
      await screenshot(page, 'programme-call-off-1440-light');
      await of.getByRole('button', { name: 'Call it off' }).click();
      await page.getByText(/^Called off\./).waitFor();
    };
    await callOff(gold);
    await gold.getByText('32.5%').waitFor({ state: 'detached' });
    const plan = page.locator('.plans .queue-row', { hasText: 'Growth plan for enterprise partners' });
    await callOff(plan);
    await plan.waitFor({ state: 'detached' });
    expect([bodies('/api/commissions/rates/cancel'), bodies('/api/commissions/plans/cancel')]).toEqual([[{ tier: 'gold', version: 3, reason: 'A slip.' }], [{ code: 'growth-2027', version: 1, reason: 'A slip.' }]]);
    await page.context().close();
  });

  test('take no second rate for the same days, and say so in words; a plan is published with a rate for every tier', async () => {
    const { page } = await visit('/admin/programme', { width: 360, locale: 'de-AT' });
    await page.getByRole('button', { name: 'Satz veröffentlichen' }).click();
    await page.getByLabel('Stufe', { exact: true }).selectOption('gold');
    await page.getByLabel('Provision in %').fill('33');
    await page.getByLabel('Ab', { exact: true }).fill('2027-01-01');
    await page.getByLabel('Warum?').fill('Weil.');
    await page.getByRole('button', { name: 'Den Satz veröffentlichen' }).click();
    await page.getByText(/^Ein Satz dieser Stufe/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Wegwerfen' }).click();
    await page.getByRole('button', { name: 'Plan veröffentlichen' }).click();
    await page.getByLabel('Name auf Englisch').fill('Plan 2028');
    await page.getByLabel('Name auf Deutsch').fill('Plan 2028');
    await page.getByLabel('Kurzname').fill('Plan 2028');
    await page.getByLabel('Ab', { exact: true }).fill('2028-01-01');
    await page.getByText('Kleine Buchstaben, Ziffern und Bindestriche').waitFor();
    await page.getByLabel('Kurzname').fill('plan-2028');
    expect(await page.getByLabel('Gold Partner, in %').inputValue()).toBe('32,5');
    await page.getByLabel('Gold Partner, in %').fill('33,25');
    await page.getByLabel('Warum?').fill('Weil.');
    await screenshot(page, 'programme-plan-360-german');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Den Plan veröffentlichen' }).click();
    await page.getByText('Der Plan ist veröffentlicht.').waitFor();
    expect(bodies('/api/commissions/plans')).toEqual([{ code: 'plan-2028', name: { en: 'Plan 2028', de: 'Plan 2028' }, effectiveOn: '2028-01-01', follows: { code: 'growth-2027', version: 1 }, reason: 'Weil.', rates: [{ tier: 'authorized', percent: '25', follows: 1 }, { tier: 'gold', percent: '33.25', follows: 3 }, { tier: 'platinum', percent: '35', follows: 1 }] }]);
    await page.context().close();
  });
});

test('of two who publish a rate or a plan at once the second is told, keeps what was typed, and begins anew from what is there now', async () => {
  const { page } = await visit('/admin/programme');
  const theirs = async (tier: string, percent: string) => expect(await page.evaluate(async (body) => (await fetch('/api/commissions/rates', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status, JSON.stringify({ tier, percent, effectiveOn: '2029-01-01' }))).toBe(201);
  const overtaken = page.getByText(/^Meanwhile somebody has published/);
  const refused = () => page.getByRole('alert').getByText('Somebody else has published').waitFor();

  await page.getByRole('button', { name: 'Publish a rate' }).click();
  const rate = async (percent: string, effectiveOn: string) => {
    await page.getByLabel('Tier', { exact: true }).selectOption('platinum');
    await page.getByLabel('Commission in %').fill(percent);
    await page.getByLabel('From', { exact: true }).fill(effectiveOn);
    await page.getByLabel('Why?').fill('To keep up.');
    await page.getByRole('button', { name: 'Publish the rate' }).click();
  };
  await theirs('platinum', '36');
  await rate('37', '2030-01-01');
  await refused();
  await overtaken.waitFor();
  expect([await page.getByLabel('Commission in %').inputValue(), await page.getByLabel('Why?').inputValue()]).toEqual(['37', 'To keep up.']);
  await settled(page);
  await screenshot(page, 'programme-rate-overtaken-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  await screenshot(page, 'programme-rate-overtaken-360-light');
  expect(await sidewaysOverflow(page)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  // Of another tier nobody has published anything.
  await page.getByLabel('Tier', { exact: true }).selectOption('authorized');
  await overtaken.waitFor({ state: 'detached' });
  await page.getByLabel('Tier', { exact: true }).selectOption('platinum');
  await page.getByRole('button', { name: /^Begin anew/ }).click();
  expect([await page.getByLabel('Commission in %').inputValue(), await page.locator(':focus').getAttribute('name')]).toEqual(['', 'tier']);
  await rate('37', '2030-01-01');
  await page.getByText('The rate is published.').waitFor();
  expect(bodies('/api/commissions/rates')).toMatchObject([{ percent: '36' }, { percent: '37', follows: 1 }, { percent: '37', follows: 2 }]);

  await page.getByRole('button', { name: 'Publish a plan' }).click();
  const plan = async () => {
    await page.getByLabel('Name in English').fill('Plan 2031');
    await page.getByLabel('Name in German').fill('Plan 2031');
    await page.getByLabel('Short name').fill('plan-2031');
    await page.getByLabel('From', { exact: true }).fill('2031-01-01');
    await page.getByLabel('Why?').fill('A new year.');
    await page.getByRole('button', { name: 'Publish the plan' }).click();
  };
  await theirs('authorized', '26');
  await plan();
  await refused();
  await overtaken.waitFor();
  expect([await page.getByLabel('Short name').inputValue(), await page.getByLabel('Authorized Reseller, in %').inputValue()]).toEqual(['plan-2031', '25']);
  await page.getByRole('button', { name: /^Begin anew/ }).click();
  expect([await page.getByLabel('Short name').inputValue(), await page.getByLabel('Authorized Reseller, in %').inputValue()]).toEqual(['', '26']);
  await plan();
  await page.getByText('The plan is published.').waitFor();
  const follows = { code: 'growth-2027', version: 1 };
  expect(bodies('/api/commissions/plans').slice(-2)).toMatchObject([{ follows, rates: [{ percent: '25', follows: 1 }, {}, {}] }, { follows, rates: [{ percent: '26', follows: 2 }, {}, {}] }]);
  await page.context().close();
}, 60_000);

test('a plan that lacks a tier, since that was given its first rate meanwhile, is begun anew with it', async () => {
  const { page } = await visit('/admin/programme');
  await page.getByRole('button', { name: 'Publish a plan' }).click();
  await page.getByLabel('Short name').waitFor();
  const first = JSON.stringify({ tier: 'silver', percent: '27', effectiveOn: '2029-01-01' });
  expect(await page.evaluate(async (body) => (await fetch('/api/commissions/rates', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status, first)).toBe(201);
  const refusal = { title: 'No', status: 422, code: 'http/validation-failed', correlationId: 'c0ffee', errors: [{ pointer: '/rates', detail: 'must say what these tiers earn: silver' }] };
  await page.route('**/api/commissions/plans', async (route) => (route.request().method() === 'POST' ? route.fulfill({ status: 422, contentType: 'application/problem+json', json: refusal }) : route.continue()));
  for (const [label, text] of [['Name in English', 'Plan 2031'], ['Name in German', 'Plan 2031'], ['Short name', 'plan-2031'], ['From', '2031-01-01'], ['Why?', 'A new year.']] as const) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Publish the plan' }).click();
  await page.getByText(/the plan must say too: silver/).waitFor();
  await page.getByRole('button', { name: /^Begin anew/ }).click();
  expect(await page.getByLabel('silver, in %').inputValue()).toBe('27');
  await page.context().close();
});

describe('the resource centre', () => {
  test('takes a file with what is said about it, and nothing that is no file of it', async () => {
    const { page } = await visit('/admin/programme/resources');
    await page.getByRole('button', { name: 'Upload a file' }).click();
    await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'slides.pptx', mimeType: 'application/octet-stream', buffer: Buffer.from('x') });
    await page.getByText('Only files that end in .pdf, .md or .txt are taken.').waitFor();
    await page.getByRole('button', { name: 'Upload it' }).click();
    await page.locator('#content .field-error', { hasText: 'Please fill this in' }).first().waitFor();
    await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'talk.md', mimeType: 'text/markdown', buffer: Buffer.from('# Talk\n') });
    await page.getByLabel('Kind').selectOption('sales_playbook');
    await page.getByLabel('Opens to').selectOption('gold');
    await page.getByLabel('Length').fill('12');
    await page.getByLabel('Counted in').selectOption('pages');
    await page.getByRole('button', { name: 'Add a line' }).click();
    for (const label of ['Title', 'Summary', 'Line 1', 'Line 2']) {
      await page.getByLabel(`${label} in English`).fill(`${label} en`);
      await page.getByLabel(`${label} in German`).fill(`${label} de`);
    }
    await page.getByRole('button', { name: 'Add a line' }).click();
    await page.getByRole('button', { name: 'Take away line 3' }).click();
    expect(await page.locator(':focus').inputValue()).toBe('Line 2 en');
    await page.getByLabel(/^From/).fill('2030-01-01');
    await page.getByLabel('Why?').fill('For the new year.');
    await screenshot(page, 'programme-upload-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Upload it' }).dblclick();
    await page.getByText('Uploaded. Everybody sees it from when you said.').waitFor();
    expect(bodies('/api/resources')).toEqual([{
      kind: 'sales_playbook', tier: 'gold', length: { amount: 12, unit: 'pages' }, title: { en: 'Title en', de: 'Title de' }, summary: { en: 'Summary en', de: 'Summary de' },
      contents: [{ en: 'Line 1 en', de: 'Line 1 de' }, { en: 'Line 2 en', de: 'Line 2 de' }], file: { name: 'talk.md', type: 'text/markdown', content: Buffer.from('# Talk\n').toString('base64') },
      effectiveFrom: '2029-12-31T23:00:00.000Z', reason: 'For the new year.',
    }]);
    await page.context().close();
  });

  test('says what is to come, and what was taken out, each with who and why', async () => {
    const { page } = await visit('/admin/programme/resources');
    await page.getByText('comes', { exact: true }).waitFor();
    expect(await page.getByText('From the beginning of the programme').count()).toBe(resources.length - 1);
    await page.getByText('Removed (1)').click();
    await page.getByText('It named a customer who had not agreed to be named.').waitFor();
    expect(await page.getByText('Reference calls with insurers').isVisible()).toBe(true);
    await screenshot(page, 'programme-removed-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  });

  test('loses a file for a reason alone', async () => {
    const { page } = await visit('/admin/programme/resources', { width: 360 });
    const [{ id } = { id: '' }] = resources;
    site.stub.on('POST', `/api/resources/${id}/remove`, (_arrived, response) => void response.writeHead(204).end());
    await page.getByRole('button', { name: 'Remove' }).first().click();
    await page.getByRole('button', { name: 'Remove it for good' }).click();
    await page.locator('.field-error').waitFor();
    await page.getByLabel('Why is it removed?').fill('Out of date.');
    await settled(page);
    await screenshot(page, 'programme-remove-360-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove it for good' }).click();
    await page.getByText(/ is removed\.$/).waitFor();
    expect(bodies(`/api/resources/${id}/remove`)).toEqual([{ reason: 'Out of date.' }]);
    await page.context().close();
  });
});

test('customers that no partner is given are found by a part of their name, which stands in the address', async () => {
  const { page } = await visit('/admin/programme');
  await page.getByRole('link', { name: 'Named accounts' }).click();
  await page.getByText('3 customers').waitFor();
  await page.getByLabel('Why it is reserved').selectOption('named');
  await page.getByText('2 customers').waitFor();
  await page.getByLabel('Customer', { exact: true }).fill('wal');
  await page.waitForURL('**/admin/programme/accounts?why=named&q=wal');
  await page.getByText('1 customer', { exact: true }).waitFor();
  expect(await page.locator('.queue strong').allTextContents()).toEqual(['Walmart Inc.']);
  await page.getByText('Since 2 Mar 2026, 09:00, by the CRM: named account').waitFor();
  await page.getByText('Before (1)').click();
  await page.getByText('The tender of 2025.').waitFor();
  await screenshot(page, 'reserved-accounts-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
});
