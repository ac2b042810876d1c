import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const found = z.array(z.string());
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with a page, by rule and element. swagger-ui is somebody else's; the frame around it is ours. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const told = await page.evaluate<unknown>(`axe.run({ exclude: ['.swagger-ui'] }, { runOnly: ${JSON.stringify(rules)}, rules: { 'landmark-no-duplicate-main': { enabled: !document.querySelector('.swagger-ui') } }, resultTypes: ['violations'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`);
  return found.parse(told);
}
