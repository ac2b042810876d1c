import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { schemes, screenshot, sidewaysOverflow, unusable, widths } from './browser.ts';
import { pages } from './pages.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 90_000);
afterAll(() => site?.close());

describe.each(widths.flatMap((width) => schemes.map((scheme) => ({ width, scheme }))))('at $width px, $scheme', ({ width, scheme }) => {
  test.each(pages)('$name shows what it should, without sideways scrolling or complaints', async ({ name, path, shows, signedIn = false }) => {
    const { page, complaints } = await site.visit(path, { width, scheme, signedIn });
    await page.getByText(shows).first().waitFor();
    await screenshot(page, `${name}-${width}-${scheme}`);
    expect(complaints).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
    if (name !== 'api-docs') expect(await unusable(page)).toEqual([]);
    await page.context().close();
  }, 30_000);
});

describe('what the pages do', () => {
  test('a token is gone from the address bar, and a double click sends once', async () => {
    const { page } = await site.visit('/activate#token=good-token');
    await page.getByLabel('New password', { exact: true }).fill('a long and lovely sentence');
    expect(page.url()).toBe(`${site.origin}/activate`);
    const before = site.stub.arrived.filter(({ url }) => url === '/api/activation').length;
    await page.getByRole('button', { name: 'Activate' }).dblclick();
    await page.getByText('Your account is active').waitFor();
    expect(site.stub.arrived.filter(({ url }) => url === '/api/activation')).toHaveLength(before + 1);
    await page.context().close();
  }, 30_000);

  test('a refused field is explained beside it', async () => {
    const { page } = await site.visit('/activate#token=good-token', { width: 360 });
    await page.getByLabel('New password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Activate' }).click();
    await page.getByText('Must have at least 12 characters').waitFor();
    expect(await page.getByLabel('New password', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await screenshot(page, 'activate-refused-360-light');
    await page.context().close();
  }, 30_000);

  test('wrong credentials are told in one sentence, and an empty form without asking the server', async () => {
    const { page } = await site.visit('/sign-in', { width: 360 });
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await page.locator('.field .error').count()).toBe(2);
    await page.getByLabel('Work e-mail').fill('amara@northwind.example');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The e-mail address or the password is not right.').waitFor();
    await screenshot(page, 'sign-in-refused-360-light');
    await page.context().close();
  }, 30_000);

  test('the session’s cookies are out of reach of scripts, and signing out ends it', async () => {
    const { page } = await site.visit('/account', { signedIn: true });
    await page.getByText('live', { exact: true }).waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name, httpOnly, secure, sameSite }) => ({ name, httpOnly, secure, sameSite }))).toEqual([
      { name: '__Host-pms_access', httpOnly: true, secure: true, sameSite: 'Strict' },
      { name: '__Host-pms_refresh', httpOnly: true, secure: true, sameSite: 'Strict' },
    ]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${site.origin}/`);
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  }, 30_000);

  test('by keyboard, the first stop is the way past the menu', async () => {
    const { page } = await site.visit('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.context().close();
  }, 30_000);
});
