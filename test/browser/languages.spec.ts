import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { screenshot, settled, sidewaysOverflow, unusable, widths } from './browser.ts';
import { pages } from './pages.ts';
import { catalogue, englishOnly, said } from './said.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
let english: ReadonlySet<string>;
beforeAll(async () => {
  [site, english] = await Promise.all([openSite(), englishOnly()]);
}, 90_000);
afterAll(() => site?.close());

const choose = (page: Page, language: 'English' | 'Deutsch') => page.getByRole('button', { name: language }).click();

describe('in a German browser', () => {
  describe.each(widths)('at %d px', (width) => {
    test.each(pages)('$name speaks German throughout, without sideways scrolling or complaints', async ({ name, path, german, signedIn = false }) => {
      const { page, complaints } = await site.visit(path, { width, signedIn, locale: 'de-AT' });
      await page.getByText(german).first().waitFor();
      await screenshot(page, `${name}-${width}-german`);
      expect((await said(page)).filter((text) => english.has(text))).toEqual([]);
      expect(await page.locator('html').getAttribute('lang')).toBe('de');
      expect(complaints).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
      if (name !== 'api-docs') expect(await unusable(page)).toEqual([]);
      await page.context().close();
    }, 30_000);
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
    expect((await said(page)).filter((text) => english.has(text))).toEqual([]);
    await page.context().close();
  }, 30_000);
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
  }, 30_000);

  test.each(pages.filter(({ name }) => name !== 'api-docs'))('leaves nothing behind on $name, there and back', async ({ path, shows, german, signedIn = false }) => {
    const { page } = await site.visit(path, { signedIn });
    await page.getByText(shows).first().waitFor();
    await settled(page);
    const before = await said(page);
    await choose(page, 'Deutsch');
    await page.getByText(german).first().waitFor();
    await settled(page);
    expect((await said(page)).filter((text) => english.has(text))).toEqual([]);
    await choose(page, 'English');
    await page.getByText(shows).first().waitFor();
    await settled(page);
    expect(await said(page)).toEqual(before);
    await page.context().close();
  }, 30_000);

  test('has the programme told by the service in the language that is read', async () => {
    const { page } = await site.visit('/', { locale: 'de-DE' });
    await page.getByText('Grundlegende Vertriebsschulung').first().waitFor();
    await choose(page, 'English');
    await page.getByText('Basic sales training').waitFor();
    await page.context().close();
  }, 30_000);

  test('is no matter of a language that we do not speak: English then', async () => {
    const { page } = await site.visit('/sign-in', { locale: 'fr-FR' });
    await page.getByText('Forgotten the password?').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.context().close();
  }, 30_000);
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
