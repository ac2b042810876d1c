import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';
import { schemes, screenshot, settled, sidewaysOverflow, unusable, widths } from './browser.ts';

/** Both widths in both themes. */
export const looks = widths.flatMap((width) => schemes.map((scheme) => ({ width, scheme })));

interface Seen {
  /** Of its screenshot. */
  readonly name: string;
  /** Something that stands there when it is complete. */
  readonly shows: string;
  /** What is on it is somebody else's, and its sizes are not ours. */
  readonly isForeign?: boolean;
}

/** Waits until a page is complete and finds it as everybody must: nothing for axe, nothing to scroll sideways, nothing that fingers miss, no complaint. Leaves it closed. */
export async function lookAt({ page, complaints }: { page: Page; complaints: readonly string[] }, { name, shows, isForeign = false }: Seen): Promise<void> {
  await page.getByText(shows).first().waitFor();
  await settled(page);
  await screenshot(page, name);
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
  expect(await sidewaysOverflow(page)).toBe(0);
  if (!isForeign) expect(await unusable(page)).toEqual([]);
  await page.context().close();
}
