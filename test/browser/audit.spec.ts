import { expect, test } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { axeFindings } from './axe.ts';
import { screenshot } from './browser.ts';
import { siteForTests } from './site.ts';
import { stubAudit } from './stub-audit.ts';
import { speakToTheTeam } from './stub-team.ts';

const site = siteForTests((stub) => {
  speakToTheTeam(stub);
  stubAudit(stub);
});

test('the trail is narrowed by who, what, about what and when, all of it in the address, and read page by page', async () => {
  const { page } = await site.visit('/admin/audit');
  const entries = page.locator('.audit-entry');
  await entries.nth(3).waitFor();
  expect(await entries.first().textContent()).toMatch(/Changed an account.*Priya Raman.*Account Tomasz Wiśniewski.*Roles.*Reviewer.*Partner manager, Reviewer/);
  expect(await entries.first().textContent()).not.toContain('Standing');
  expect(await entries.nth(1).getByRole('link', { name: 'open it' }).getAttribute('href')).toMatch(/^\/admin\/applications\//);
  await entries.first().getByText('Evidence').click();
  await entries.first().getByText('8f'.repeat(32)).waitFor();
  await screenshot(page, 'audit-evidence-1440-light');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show older ones' }).click();
  await page.getByText('Made a new signing key').waitFor();
  const of = (what: string) => entries.filter({ hasText: what }).textContent();
  expect(await of('Published a setting')).toMatch(/Setting A deal is protected for.*Value90 days →became 60 daysFrom26 November 2026|Setting A deal is protected for.*Value90 days →became 60 daysFrom26 Nov 2026/);
  expect(await of('Entered a payment')).toMatch(/Payment 2026-11-45 · open the deal.*Invoice2026-11-45.*Outcomecredited.*AmountUSD\s4,200,000/);
  expect(await of('Published a tier anew')).toMatch(/Tier Gold Partner.*Annual revenue: USD\s5,000,000, .*Annual revenue: USD\s6,000,000/);
  expect(await of('Withdrew a success story')).toMatch(/Story CyberTech Solutions.*CompanyCyberTech Solutions(?!.*Versions)/);
  expect(await of('Asked to join a company')).toMatch(/Visitors · Request to joinEvidenceCompany/);
  await screenshot(page, 'audit-facts-1440-light');
  await entries.first().getByRole('link', { name: 'Priya Raman' }).click();
  await page.waitForURL(/\?actor=0191d3a0/);
  await entries.nth(2).waitFor({ state: 'detached' });
  await page.getByLabel(/^WhatEverything/).selectOption('application');
  await page.getByLabel('From day').fill('2026-11-01');
  await page.waitForURL(/action=application&from=2026-11-01$/);
  await entries.nth(1).waitFor({ state: 'detached' });
  // The list of before may look the same: what is asked for last is what counts.
  await eventually(() => expect(site.stub.arrived.at(-1)?.url).toMatch(/^\/api\/audit\?actor=0191d3a0.*&action=application&from=2026-11-01$/));
  await page.reload();
  await page.getByText('They sell to consumers alone.').waitFor();
  await page.getByRole('link', { name: 'Clear the filters' }).click();
  await entries.nth(3).waitFor();
  await page.context().close();
}, 60_000);
