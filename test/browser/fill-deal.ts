import type { Page } from 'playwright-core';
import { day } from '../../tools/demo/dealing.ts';

/** When it is expected to close, unless said. */
export const closingDay = day(120);

interface Wanted {
  /** What is typed, and the customer that is chosen from what it finds. */
  readonly typed?: string;
  readonly customer?: string;
  readonly website?: string;
  readonly value?: string;
  readonly closeOn?: string;
}

/** A registration, ready to be sent. */
export async function fillDeal(page: Page, { typed = 'Conto', customer = 'Contoso Versicherungen AG', website = 'clear.example', value = '2.8m', closeOn = closingDay }: Wanted = {}): Promise<void> {
  await page.getByRole('combobox', { name: 'Name of the customer' }).fill(typed);
  await page.getByRole('option', { name: customer }).click();
  await page.getByLabel(/Website of the customer/).fill(website);
  await page.getByLabel('Cloud posture scanner').check();
  await page.getByLabel('Annual').check();
  await page.getByLabel('Estimated value').fill(value);
  await page.getByLabel(/Term in months/).fill('36');
  await page.getByLabel('Expected close').fill(closeOn);
}

export const register = (page: Page) => page.getByRole('button', { name: 'Register the deal' });
