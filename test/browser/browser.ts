import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Chromium without its own windows needs a third of the processor time for a page; Debian has both, of one version. */
const executablePath = process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path));
const folder = join(import.meta.dirname, '../../.local/screenshots');

/** The two widths that every page must work at. */
export const widths = [360, 1440] as const;
export const schemes = ['light', 'dark'] as const;

/** Debian's chromium, without its chatter to the outside. */
export async function openBrowser(): Promise<Browser> {
  if (executablePath === undefined || !existsSync(executablePath)) throw new Error('There is no browser: apt-get install -y chromium-headless-shell (or chromium), or set CHROMIUM_PATH.');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-quic', '--no-first-run', '--disable-component-update', '--disable-sync'],
  });
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** When nothing on the page waits for an answer or moves; the network itself is never still where a stream is open. */
export async function settled(page: Page): Promise<void> {
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  // Charts are drawn a moment after their place has its size.
  await page.evaluate('document.fonts.ready.then(() => new Promise((resolve) => setTimeout(resolve, 150)))');
  await still(page);
}

/** When what was set off has been painted, and what moves to an end has come to it. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() => Promise.allSettled(
    document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished)))`);
}

/** How far the page can be scrolled sideways; nobody should have to. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  return page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
}

/** Controls that fingers miss, and fields without a label. */
export async function unusable(page: Page): Promise<string[]> {
  return page.locator('main :is(a.btn, button, input, textarea, select)').evaluateAll((elements) =>
    elements.flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      if (width === 0) return [];
      const name = element.id || element.textContent;
      const ticked = ['checkbox', 'radio'].includes(element.getAttribute('type') ?? '');
      const small = height < 40 && !ticked ? [`${name} is ${Math.round(height)} px high`] : [];
      const labels = 'labels' in element && element.labels !== null && typeof element.labels === 'object' && 'length' in element.labels ? Number(element.labels.length) : 1;
      return labels === 0 && element.tagName !== 'BUTTON' && !element.hasAttribute('aria-label') ? [...small, `${name} has no label`] : small;
    }),
  );
}
