import { expect } from '@jest/globals';
import { axeFindings, colourFindings } from './axe.ts';
import { screenshot, settled, sidewaysOverflow, still, unusable } from './browser.ts';
import type { Site, Visit, Visited, Visitor } from './site.ts';

type Scheme = 'light' | 'dark';

interface Seen {
  /** Of its screenshots. */
  readonly name: string;
  readonly width: number;
  /** Something that stands there when it is complete. */
  readonly shows: string;
  /** What is on it is somebody else's, and its sizes are not ours. */
  readonly isForeign?: boolean;
}

/** The theme that a page is loaded in, which is one at a phone's width and the other at a desk's; it is looked at in both. */
const loadedIn = (width: number): Scheme => (width < 800 ? 'light' : 'dark');

/** Visitors of a site, one for each way of visiting: whoever looks at many pages loads their scripts once. */
export function visitorsOf(site: () => Site) {
  const visitors = new Map<string, Promise<Visitor>>();
  return async (path: string, how: Visit & { readonly width: number }): Promise<Visited> => {
    const key = JSON.stringify(how);
    const visitor = visitors.get(key) ?? site().visitor({ scheme: loadedIn(how.width), ...how });
    visitors.set(key, visitor);
    return (await visitor)(path);
  };
}

/**
 * Waits until a page is complete and finds it, in both themes, as everybody must: nothing for axe, nothing to scroll sideways, nothing that fingers miss, no complaint.
 * Leaves it closed.
 */
export async function lookAt({ page, complaints }: Visited, { name, width, shows, isForeign = false }: Seen): Promise<void> {
  const first = loadedIn(width);
  await page.getByText(shows).first().waitFor();
  await settled(page);
  await screenshot(page, `${name}-${width}-${first}`);
  expect(await axeFindings(page)).toEqual([]);
  expect(await sidewaysOverflow(page)).toBe(0);
  if (!isForeign) expect(await unusable(page)).toEqual([]);

  const other = first === 'light' ? 'dark' : 'light';
  await page.emulateMedia({ colorScheme: other });
  await page.locator(`html[data-bs-theme=${other}]`).waitFor();
  await still(page);
  await screenshot(page, `${name}-${width}-${other}`);
  expect(await colourFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
}
