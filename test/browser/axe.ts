import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const found = z.array(z.string());
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Those of the rules that look at colours. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong with a page, by rule and element. swagger-ui is somebody else's; the frame around it is ours. */
export const axeFindings = (page: Page): Promise<string[]> => findings(page, rules);

/** The same, where only the theme is another one. */
export const colourFindings = (page: Page): Promise<string[]> => findings(page, ofColours);

async function findings(page: Page, runOnly: readonly string[]): Promise<string[]> {
  await page.evaluate(`void (window.axe ?? (() => { ${source} })())`);
  const told = await page.evaluate<unknown>(`axe.run({ exclude: ['.swagger-ui'] }, { runOnly: ${JSON.stringify(runOnly)}, rules: { 'landmark-no-duplicate-main': { enabled: !document.querySelector('.swagger-ui') } }, resultTypes: ['violations'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`);
  return found.parse(told);
}
