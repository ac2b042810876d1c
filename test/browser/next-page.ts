import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

interface List {
  /** Where it asks for its pages. */
  readonly api: string;
  /** What names each of its rows. */
  readonly names: (page: Page) => Locator;
}

/** The list has another page, with one row, which is refused the first time: what was there stays, and "Try again" loads what is missing. */
export async function expectNextPageAgain(page: Page, { api, names }: List): Promise<void> {
  let refused = false;
  await page.route(({ pathname }) => pathname === api, async (route) => {
    const url = new URL(route.request().url());
    const isNext = url.searchParams.has('cursor');
    if (isNext && !refused) {
      refused = true;
      return route.fulfill({ status: 429, contentType: 'application/problem+json', json: { title: 'No', status: 429, code: 'http/too-many-requests', correlationId: 'c0ffee' } });
    }
    url.searchParams.delete('cursor');
    const response = await route.fetch({ url: url.href });
    const { items, ...rest } = await response.json();
    return route.fulfill({ response, json: isNext ? { ...rest, items: [{ ...items[0], id: '0191d3a0-0000-7000-8000-0000000009ff' }], nextCursor: null } : { ...rest, items, nextCursor: 'further' } });
  });
  await page.reload();
  const again = page.getByRole('alert').getByRole('button', { name: 'Try again' });
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByRole('alert').getByText('Too many tries.').waitFor();
  const first = await names(page).allTextContents();
  expect(first.length).toBeGreaterThan(0);
  await again.click();
  await names(page).nth(first.length).waitFor();
  expect((await names(page).allTextContents()).toSorted()).toEqual(first.concat(first.slice(0, 1)).toSorted());
  await again.waitFor({ state: 'detached' });
}
