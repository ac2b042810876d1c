import type { Page } from 'playwright-core';

/** Who applies, where it matters. */
export interface Applicant {
  readonly legalName?: string;
  readonly website?: string;
  readonly email?: string;
}

export const goOn = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();
export const sendIt = (page: Page) => page.getByRole('button', { name: 'Send the application' });

export async function fillCompany(page: Page, { legalName = 'Northwind Defence GmbH', website = 'northwind.example' }: Applicant = {}): Promise<void> {
  await page.getByLabel('Legal name of the company').fill(legalName);
  await page.getByLabel('Website').fill(website);
  await page.getByLabel('Country of registration').selectOption('DE');
  await page.getByLabel('Annual revenue').fill('12m');
  await page.getByLabel('Employees').fill('85');
  await goOn(page);
}

export async function typeContact(page: Page, { email = 'amara@northwind.example' }: Applicant = {}): Promise<void> {
  await page.getByLabel('First name').fill('Amara');
  await page.getByLabel('Last name').fill('Okafor');
  await page.getByLabel('Job title').fill('Managing Director');
  await page.getByLabel('Work e-mail').fill(email);
  await page.getByLabel('Phone').fill('030 901820');
  await page.getByLabel('Years in cybersecurity').fill('9');
  await page.getByLabel('Certified professionals').fill('14');
  await page.getByLabel('Fortune 500 relationships').fill('6');
}

export async function fillContact(page: Page, applicant?: Applicant): Promise<void> {
  await typeContact(page, applicant);
  await goOn(page);
}

export async function fillRest(page: Page): Promise<void> {
  await page.getByLabel('Mid-market').check();
  await page.getByRole('combobox', { name: 'Industries of your clients' }).fill('insur');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Territories that you sell in' }).fill('germ');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Territories that you sell in' }).fill('DE-BY');
  await page.getByRole('option', { name: 'Bayern, Germany' }).click();
  await page.keyboard.press('Escape');
  await page.getByLabel('Gold Partner').check();
  await page.getByLabel('What do you want to reach together?').fill('Resell to insurers we already advise.');
  await goOn(page);
  await page.getByLabel(/CISSP/).check();
  await goOn(page);
  await page.getByLabel(/I accept the terms/).check();
  await page.getByLabel(/The personal data above/).check();
}

/** The whole form, ready to be sent. */
export async function filled(page: Page, applicant?: Applicant): Promise<void> {
  await fillCompany(page, applicant);
  await fillContact(page, applicant);
  await fillRest(page);
}
