import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pagePaths } from '../../portal/pages.ts';
import { widths } from './browser.ts';
import { lookAt, visitorsOf } from './look-at.ts';
import { pages } from './pages.ts';
import { openSite, type Site } from './site.ts';
import { teamPages } from './team-pages.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 90_000);
afterAll(() => site?.close());

const visit = visitorsOf(() => site);

describe.each(widths)('at %i px', (width) => {
  test.each(pages)('$name shows what it should, for everybody, in both themes, without sideways scrolling or complaints', async ({ name, path, shows, signedIn = false }) => {
    await lookAt(await visit(path, { width, signedIn }), { name, width, shows, isForeign: name === 'api-docs' });
  });
});

test('every page of the portal is among those that are looked at', () => {
  const looked = [...pages, ...teamPages].map(({ path }) => path.split(/[?#]/)[0] ?? '');
  const unseen = pagePaths.filter((path) => !looked.some((it) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(it)));
  // The same page as the first of them.
  expect(unseen).toEqual(['/partner-portal']);
});
