import { describe, expect, test } from '@jest/globals';
import { json } from '../../services/gateway/testing/stub-upstream.ts';
import { axeFindings } from './axe.ts';
import { screenshot, settled } from './browser.ts';
import { northwindId, partnerDeals } from './stub-team-partners.ts';
import { siteOfTheTeam } from './team-site.ts';

const site = siteOfTheTeam();
const { visit, sent: sentTo } = site;

describe('commission of all partners', () => {
  test('is looked at by month and state, which stand in the address, and its lines open', async () => {
    const { page } = await visit('/admin');
    await page.getByRole('link', { name: 'Payable', exact: true }).click();
    await page.getByText('USD 12,600,000.00').waitFor();
    expect(await page.getByText('Earned in USD, by 24 partners').count()).toBe(1);
    await page.getByRole('combobox', { name: 'State', exact: true }).selectOption('payable');
    await page.waitForURL('**/admin/commissions?status=payable');
    await page.getByRole('button', { name: /^Northwind/ }).waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'State', exact: true }).selectOption('');
    await page.getByRole('button', { name: /^Northwind/ }).click();
    await page.getByText('gives 30% of what is paid').waitFor();
    await settled(page);
    await screenshot(page, 'commissions-open-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Month').selectOption('2026-01');
    await page.waitForURL('**/admin/commissions?month=2026-01');
    await page.getByText('Nothing was posted in this month.').waitFor();
    expect(site.stub.arrived.some(({ url }) => url === '/api/commissions?from=2026-01-01&to=2026-01-31&limit=50')).toBe(true);
    await page.context().close();
  });

  test('leads to the statement of a partner that is found by typing, without the mouse', async () => {
    const { page } = await visit('/admin/commissions');
    await page.getByRole('combobox', { name: 'Whose statement?' }).pressSequentially('north');
    await page.getByRole('option', { name: /^Northwind/ }).waitFor();
    await screenshot(page, 'commissions-chooser-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/admin/partners/${northwindId}/statements/current`);
    // The address changes before the page does, and the page before says it too.
    await page.getByRole('heading', { name: 'Statement', level: 1, exact: true }).waitFor();
    await page.getByText('Of it payable').waitFor();
    await page.context().close();
  });
});

describe('a payment', () => {
  test('is entered once for the deal that is found by typing, and what the partner is credited is said', async () => {
    const { page } = await visit('/admin/commissions');
    await page.getByRole('link', { name: 'Enter a payment or a refund' }).click();
    await page.getByRole('button', { name: 'Enter the payment' }).click();
    await page.locator('.field-error').first().waitFor();
    expect(await page.locator('.field-error').count()).toBe(4);
    await screenshot(page, 'payments-empty-1440-light');
    await page.getByRole('combobox', { name: 'Deal', exact: true }).pressSequentially('verein');
    await page.getByRole('option', { name: /^Vereinigte.*DEAL-4T7W-2K60.*Won · USD 12,600,000$/ }).click();
    await page.getByLabel('Invoice number').fill('INV-2026-0417');
    await page.getByLabel('Amount that was paid').fill('4.2m');
    await page.getByLabel('Paid on').fill('2026-11-04');
    await page.getByLabel('Instalment').fill('2');
    await screenshot(page, 'payments-filled-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Enter the payment' }).dblclick();
    await page.getByText('Entered. This is what the partner is credited:').waitFor();
    await page.getByText('gives 30% of what is paid').waitFor();
    await screenshot(page, 'payments-booked-1440-light');
    expect(await axeFindings(page)).toEqual([]);
    const sent = sentTo('/api/invoices');
    expect(sent.map(({ body }) => JSON.parse(body.toString()))).toEqual([{ invoiceId: 'INV-2026-0417', dealId: partnerDeals[0]?.id, amount: { amount: '4200000', currency: 'USD' }, paidOn: '2026-11-04', instalment: 2 }]);
    expect(sent[0]?.headers['idempotency-key']).toMatch(/^[\w-]{36}$/);
    expect(await page.getByLabel('Invoice number').inputValue()).toBe('');
    await page.context().close();
  });

  test('with which more would be paid than was signed is asked about, and entered by a second press alone', async () => {
    const { page } = await visit('/admin/commissions/payments');
    await page.getByRole('combobox', { name: 'Deal', exact: true }).pressSequentially('verein');
    await page.getByRole('option', { name: /^Vereinigte/ }).click();
    await page.getByLabel('Invoice number').fill('INV-2026-0418');
    await page.getByLabel('Amount that was paid').fill('99m');
    await page.getByLabel('Paid on').fill('2026-11-04');
    await page.getByRole('button', { name: 'Enter the payment', exact: true }).dblclick();
    await page.getByText('Signed: USD 4,200,000. Paid so far: USD 0. With these USD 99,000,000 it would be USD 99,000,000').waitFor();
    await settled(page);
    await screenshot(page, 'payments-beyond-1440-light');
    expect([await axeFindings(page), sentTo('/api/invoices')]).toEqual([[], []]);
    await page.getByLabel('Amount that was paid').fill('9.9m');
    await page.getByText(/^Signed: USD/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Enter the payment', exact: true }).click();
    await page.getByRole('button', { name: 'It is right: enter the payment' }).dblclick();
    await page.getByText('Entered. This is what the partner is credited:').waitFor();
    expect(sentTo('/api/invoices').map(({ body }) => JSON.parse(body.toString()).amount)).toEqual([{ amount: '9900000', currency: 'USD' }]);
    await page.context().close();
  });

  test('that the server refuses stays as it was typed, with the reason at its field; one that waits says for what', async () => {
    const { page } = await visit('/admin/commissions/payments', { width: 360, locale: 'de-DE' });
    await page.getByRole('combobox', { name: 'Deal', exact: true }).pressSequentially('calder');
    await page.getByRole('option', { name: /^Calder/ }).click();
    await page.getByLabel('Rechnungsnummer').fill('INV-WAIT');
    await page.getByLabel('Gezahlter Betrag').fill('9.999.999.999.999');
    await page.getByLabel('Bezahlt am').fill('2026-11-04');
    await page.getByRole('button', { name: 'Zahlung erfassen' }).click();
    await page.getByText('Mehr, als eine Rechnung betragen kann').waitFor();
    expect(await page.getByLabel('Rechnungsnummer').inputValue()).toBe('INV-WAIT');
    await page.getByLabel('Gezahlter Betrag').fill('1.234,50');
    await page.getByRole('button', { name: 'Zahlung erfassen' }).click();
    await page.getByText('Bis bekannt ist, dass der Deal gewonnen ist.').first().waitFor();
    await screenshot(page, 'payments-waits-360-german');
    expect(sentTo('/api/invoices').map(({ body }) => JSON.parse(body.toString()).amount)).toEqual([{ amount: '9999999999999', currency: 'USD' }, { amount: '1234.5', currency: 'USD' }]);
    await page.context().close();
  });

  test('that waited and is settled leaves the list by itself', async () => {
    const { page } = await visit('/admin/commissions/payments');
    await page.getByText('Invoice INV-2026-0991').waitFor();
    site.stub.on('GET', '/api/invoices/waiting', (_arrived, response) => json(response, 200, { items: [], total: 0 }));
    await page.getByText('Nothing waits.').waitFor();
    await page.context().close();
  });

  test('that went back is entered for its invoice; what contradicts leads to where it is settled', async () => {
    const { page } = await visit('/admin/commissions/payments?enter=refund');
    for (const [refundId, told] of [['CN-NONE', 'It is on record, and nothing changes.'], ['CN-TWICE', 'It contradicts what is known']] as const) {
      await page.getByLabel('Number of the invoice').fill('INV/1');
      await page.getByLabel('Number of the refund').fill(refundId);
      await page.getByLabel('Amount that went back').fill('500');
      await page.getByLabel('Refunded on').fill('2026-11-04');
      await page.getByRole('button', { name: 'Enter the refund' }).click();
      await page.getByText(told).waitFor();
    }
    expect(sentTo('/api/invoices/refunds').map(({ body }) => JSON.parse(body.toString()))).toEqual(['CN-NONE', 'CN-TWICE'].map((refundId) => ({ invoiceId: 'INV/1', refundId, amount: { amount: '500', currency: 'USD' }, refundedOn: '2026-11-04' })));
    await page.getByRole('link', { name: 'To the contradictions' }).click();
    await page.waitForURL('**/admin/exceptions');
    await page.context().close();
  });
});
