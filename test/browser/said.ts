import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const folder = join(import.meta.dirname, '../../portal/texts');
const part = z.record(z.string(), z.object({ en: z.record(z.string(), z.string().min(1)), de: z.record(z.string(), z.string().min(1)) }));
type Pair = readonly [en: string, de: string];

/** Every text of the catalogue in both languages. */
export async function catalogue(): Promise<Pair[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.texts.ts'));
  const imported = await Promise.all(files.map((name) => import(pathToFileURL(join(folder, name)).href)));
  return imported.flatMap((module) => Object.values(part.parse({ ...module })).flatMap(({ en, de }) => Object.keys(en).map((key): Pair => [en[key] ?? '', de[key] ?? ''])));
}

/** English sentences that must stand on no German page: those that are not German words too. */
export const englishOnly = async (): Promise<ReadonlySet<string>> => without(await catalogue(), 0, 1);

/** German ones that must stand on no English page. */
export const germanOnly = async (): Promise<ReadonlySet<string>> => without(await catalogue(), 1, 0);

function without(pairs: readonly Pair[], one: 0 | 1, other: 0 | 1): ReadonlySet<string> {
  const others = new Set(pairs.map((pair) => pair[other]));
  return new Set(pairs.map((pair) => pair[one]).filter((text) => !others.has(text)));
}

/** Texts that stand on the page, also where only a screen reader says them. */
export async function said(page: Page): Promise<string[]> {
  const all = await page.evaluate<unknown>(`[...document.querySelectorAll('body *')].filter((it) => !it.closest('noscript, script, .swagger-ui')).flatMap((it) => [
    it.getAttribute('aria-label') ?? '', ...[...it.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data)]).map((it) => it.trim())`);
  return z.array(z.string()).parse(all).filter((text) => text !== '');
}
