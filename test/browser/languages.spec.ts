import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { screenshot, sidewaysOverflow, unusable, widths } from './browser.ts';
import { pages } from './pages.ts';
import { openSite, type Site } from './site.ts';

const folder = join(import.meta.dirname, '../../portal/public');
const imported: unknown = await import(pathToFileURL(join(folder, 'assets/texts.js')).href);
const { texts } = z.object({ texts: z.record(z.string(), z.tuple([z.string().min(1), z.string().min(1)])) }).parse(imported);
const english = new Set(Object.values(texts).filter(([en, de]) => en !== de && !Object.values(texts).some(([, german]) => german === en)).map(([en]) => en));

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 90_000);
afterAll(() => site?.close());

/** Texts that stand on the page, also where only a screen reader says them. */
async function said(page: Page): Promise<string[]> {
  const all = await page.evaluate<unknown>(`[...document.querySelectorAll('body *')].filter((it) => !it.closest('noscript, script')).flatMap((it) => [
    it.getAttribute('aria-label') ?? '', ...[...it.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data)]).map((it) => it.trim())`);
  return z.array(z.string()).parse(all).filter((text) => text !== '');
}
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
    await page.getByText('Muss mindestens 12 Zeichen haben').waitFor();
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
    await page.getByText('Must have at least 12 characters').waitFor();
    await choose(page, 'Deutsch');
    await page.getByText('Muss mindestens 12 Zeichen haben').waitFor();
    expect(await page.title()).toBe('Konto aktivieren · Partnerprogramm');
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
    const before = await said(page);
    await choose(page, 'Deutsch');
    await page.getByText(german).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect((await said(page)).filter((text) => english.has(text))).toEqual([]);
    await choose(page, 'English');
    await page.getByText(shows).first().waitFor();
    await page.waitForLoadState('networkidle');
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

describe('the catalogue', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.html'));
  const source = (name: string) => readFileSync(join(folder, name), 'utf8');
  const scripts = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js') && name !== 'texts.js').map((name) => ({ name, text: source(`assets/${name}`) }));

  test.each(files)('%s says in its English source what the catalogue says, and all that it says is in there', (file) => {
    const html = source(file).replaceAll(/<noscript>[\s\S]*?<\/noscript>|<code[\s\S]*?<\/code>|<script[\s\S]*?<\/script>/g, '');
    for (const [, key = '', text = ''] of html.matchAll(/data-t="([^"]+)"[^>]*>([^<]*)</g)) expect({ key, text }).toEqual({ key, text: texts[key]?.[0] });
    for (const [, text = '', key = ''] of html.matchAll(/aria-label="([^"]+)" data-t-label="([^"]+)"/g)) expect({ key, text }).toEqual({ key, text: texts[key]?.[0] });
    for (const [, key = '', text = ''] of html.matchAll(/data-t-content="([^"]+)" content="([^"]+)"/g)) expect({ key, text }).toEqual({ key, text: texts[key]?.[0] });
    const unnamed = [...html.matchAll(/<([a-z0-9]+)((?:\s[^<>]*)?)>([^<]*\p{L}[^<]*)/gu)].filter(([, , attributes = '']) => !/data-t=|data-language=/.test(attributes));
    expect(unnamed.map(([, , , text = '']) => text.trim())).toEqual([]);
    expect(html.match(/aria-label="(?![^"]+" data-t-label=)/g)).toBeNull();
  });

  test('has no text that nobody says, and no script says one of its own', () => {
    const all = [...files.map(source), ...scripts.map(({ text }) => text)].join('\n');
    const families = /^(event|role|problem|password|status|join)\./;
    expect(Object.keys(texts).filter((key) => !all.includes(key) && !families.test(key))).toEqual([]);
    const sentences = scripts.flatMap(({ name, text }) => [...text.replaceAll(/^\s*\/\/.*$|\/\*[\s\S]*?\*\//gm, '').matchAll(/(['"`])[A-Z][a-z]+ [^'"`]*\1/g)].map(([found]) => `${name}: ${found}`));
    expect(sentences.filter((found) => !/There is no text|'Enterprise Scanner'/.test(found))).toEqual([]);
  });
});
