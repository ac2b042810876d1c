import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { eventually } from '#libs/testing/eventually';
import { screenshot, settled, sidewaysOverflow, unusable, widths } from './browser.ts';
import { pages } from './pages.ts';
import { catalogue, englishOnly, germanOnly, said } from './said.ts';
import { siteForTests } from './site.ts';

const site = siteForTests(undefined, { signedIn: false });
const [english, germans] = [await englishOnly(), await germanOnly()];

const choose = (page: Page, language: 'English' | 'Deutsch') => page.getByRole('button', { name: language }).click();
const saidOf = async (page: Page, texts: ReadonlySet<string>) => (await said(page)).filter((text) => texts.has(text));

/** Nothing of the one language is left in the other; what the services say comes a moment later. */
async function thereAndBack(page: Page, shows: string): Promise<void> {
  const before = await said(page);
  await choose(page, 'English');
  await page.getByText(shows).first().waitFor();
  await eventually(async () => expect(await saidOf(page, germans)).toEqual([]));
  await settled(page);
  await choose(page, 'Deutsch');
  await eventually(async () => expect(await said(page)).toEqual(before));
}

describe('in a German browser', () => {
  test.each(pages)('$name speaks German throughout, at both widths without sideways scrolling or complaints, and English while it is chosen', async ({ name, path, shows, german, signedIn = false }) => {
    const { page, complaints } = await site.visit(path, { width: widths[0], signedIn, locale: 'de-AT' });
    await page.getByText(german).first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    const isForeign = name === 'api-docs';
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      await screenshot(page, `${name}-${width}-german`);
      expect(await saidOf(page, english)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
      if (!isForeign) expect(await unusable(page)).toEqual([]);
    }
    if (!isForeign) await thereAndBack(page, shows);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('refusals are German too, beside the field and above the form', async () => {
    const { page } = await site.visit('/activate#token=good-token', { locale: 'de-DE' });
    const [password, activate] = [page.getByLabel('Neues Passwort', { exact: true }), page.getByRole('button', { name: 'Aktivieren' })];
    await activate.click();
    await page.getByText('Bitte ausfüllen').waitFor();
    await password.fill('short');
    await activate.click();
    await page.getByText('Muss mindestens 12 Zeichen haben').first().waitFor();
    await page.goto(`${site.origin}/sign-in`);
    await page.getByLabel('Geschäftliche E-Mail').fill('amara@northwind.example');
    await page.getByLabel('Passwort', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.getByText('Die E-Mail-Adresse oder das Passwort stimmt nicht.').waitFor();
    expect(await saidOf(page, english)).toEqual([]);
    await page.context().close();
  });
});

describe('the switch', () => {
  test('turns the page in place, with what was typed and what was answered, and is remembered', async () => {
    const { page, complaints } = await site.visit('/activate#token=good-token', { width: 360 });
    await page.getByLabel('New password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Activate' }).click();
    await page.getByText('Must have at least 12 characters').first().waitFor();
    await choose(page, 'Deutsch');
    await page.getByText('Muss mindestens 12 Zeichen haben').first().waitFor();
    expect(await page.title()).toBe('Aktivieren Sie Ihr Konto · Partnerprogramm');
    expect(await page.getByLabel('Neues Passwort', { exact: true }).inputValue()).toBe('short');
    expect(await page.getByRole('button', { name: 'Deutsch' }).getAttribute('aria-pressed')).toBe('true');
    await screenshot(page, 'activate-switched-360');
    await page.goto(`${site.origin}/sign-in`);
    await page.getByText('Passwort vergessen?').waitFor();
    await choose(page, 'English');
    await page.getByText('Forgotten the password?').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('has the programme told by the service in the language that is read', async () => {
    const { page } = await site.visit('/', { locale: 'de-DE' });
    await page.getByText('Grundlegende Vertriebsschulung').first().waitFor();
    await choose(page, 'English');
    await page.getByText('Basic sales training').waitFor();
    await page.context().close();
  });

  test('is no matter of a language that we do not speak: English then', async () => {
    const { page } = await site.visit('/sign-in', { locale: 'fr-FR' });
    await page.getByText('Forgotten the password?').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.context().close();
  });
});

test('who signs in reads the language of their account, until they choose another one', async () => {
  const { page } = await site.visit('/sign-in');
  await page.route('**/api/partners/login', async (route) => {
    const answer = await route.fetch();
    const session = z.looseObject({ user: z.looseObject({ locale: z.string() }) }).parse(await answer.json());
    await route.fulfill({ response: answer, json: { ...session, user: { ...session.user, locale: 'de' } } });
  });
  const signIn = async () => {
    await page.getByLabel('Work e-mail').fill('amara@northwind.example');
    await page.getByLabel('Password', { exact: true }).fill('the right one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/home');
  };
  await signIn();
  await page.getByRole('link', { name: 'Provision', exact: true }).waitFor();
  await choose(page, 'English');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${site.origin}/`);
  await page.goto(`${site.origin}/sign-in`);
  await signIn();
  await page.getByRole('link', { name: 'Commission', exact: true }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.context().close();
}, 60_000);

test('both languages of the catalogue fill in the same names', async () => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted((a, b) => a.localeCompare(b));
  const pairs = await catalogue();
  expect(pairs.length).toBeGreaterThan(200);
  expect(pairs.filter(([en, de]) => String(names(en)) !== String(names(de)))).toEqual([]);
});
