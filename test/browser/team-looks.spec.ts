import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { screenshot, settled, sidewaysOverflow, widths } from './browser.ts';
import { lookAt, visitorsOf } from './look-at.ts';
import { englishOnly, said } from './said.ts';
import { openSite, type Site } from './site.ts';
import { stubAudit } from './stub-audit.ts';
import { stubEverybody } from './stub-people.ts';
import { speakToTheTeam } from './stub-team.ts';
import { tellOfTheWork } from './stub-team-work.ts';
import { teamPages } from './team-pages.ts';

let site: Site;
let english: ReadonlySet<string>;
beforeAll(async () => {
  [site, english] = await Promise.all([openSite(), englishOnly()]);
  speakToTheTeam(site.stub);
  tellOfTheWork(site.stub);
  stubEverybody(site.stub);
  stubAudit(site.stub);
}, 90_000);
afterAll(() => site?.close());

const visit = visitorsOf(() => site);

describe.each(widths)('the team’s pages at %i px', (width) => {
  test.each(teamPages)('$name, in both themes', async ({ name, path, shows }) => {
    await lookAt(await visit(path, { width, signedIn: true }), { name, width, shows });
  });
});

test.each(teamPages)('$name speaks German', async ({ name, path, german }) => {
  const { page } = await visit(path, { width: 360, locale: 'de-AT', signedIn: true });
  await page.getByText(german).first().waitFor();
  await settled(page);
  await screenshot(page, `${name}-360-german`);
  expect((await said(page)).filter((text) => english.has(text))).toEqual([]);
  expect(await sidewaysOverflow(page)).toBe(0);
  await page.close();
});
