import { randomInt, randomUUID } from 'node:crypto';
import type { Answer, OutsideClient } from './client.ts';
import { applicationOf, madeUpCompany, person } from './companies.ts';
import { customers, report } from './crm.ts';
import { eventually } from './eventually.ts';
import type { Team } from './joining.ts';
import { activateAndSignIn, type World } from './people.ts';
import { field, list } from './report.ts';

export interface WonDeals {
  /** Of USD 4.2M, in three instalments. */
  readonly large: string;
  /** Of USD 100,000. */
  readonly small: string;
}

const once = () => ({ idempotencyKey: randomUUID() });
const usd = (amount: string) => ({ amount, currency: 'USD' });
/** A day so many days from now, as `2026-11-25`. */
export const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The CRM hands over its customers; deals are registered, rivals wait, and the CRM reports what was won. */
export async function dealing(world: World, team: Team, seller: OutsideClient): Promise<WonDeals> {
  const names = await customersOfTheCrm(world);
  const rival = await anotherPartner(world, team);
  const { deal: large, account } = await registered(world, seller, names, 'The partner registers a deal of USD 4.2M and knows at once that it is theirs', '4200000.00');
  await rivals(world, team, rival, account, names);
  await worked(world, team, seller, large);
  const { deal: small } = await registered(world, seller, names, 'A second, smaller one', '100000.00');
  await won(world, team, { seller, rival }, large, small);
  return { large, small };
}

async function customersOfTheCrm(world: World): Promise<string[]> {
  world.report.chapter('The CRM hands over its customers');
  const names = customers();
  const accounts = names.map((name, index) => ({
    type: 'account.upserted.v1',
    data: { accountId: `demo-${index + 1}`, name, website: `https://www.${name.toLowerCase().replace(/[^a-z0-9]/g, '')}.com`, country: 'US', named: index === 0, directPipeline: index === 1 },
  }));
  world.report.note(`${await report(accounts)} ${names[0]} is a named account, with ${names[1]} direct sales are talking already.`);
  return names;
}

async function anotherPartner(world: World, team: Team): Promise<OutsideClient> {
  world.report.chapter('A second partner joins');
  const company = madeUpCompany('Sable Ridge Consulting', 'LLC', 'US');
  const owner = person('Noah', 'Reyes', company.domain);
  const applied = await team.admin.post('/api/partners/apply', applicationOf(company, owner), once());
  world.report.step(`${company.legalName} applies`, applied, 201);
  const id = field(applied.body, 'id');
  world.report.step('is reviewed', await team.manager.post(`/api/applications/${id}/review`, {}), 200);
  world.report.step('and approved', await team.manager.post(`/api/applications/${id}/approve`, { tier: 'gold' }, once()), 200);
  const { token } = await world.inbox.tokenFor(owner.email, '/activate');
  return (await activateAndSignIn(world, owner.email, token, owner.firstName)).client;
}

function registration(name: string, amount: string, more: { website?: string } = {}) {
  return {
    account: { name, country: 'US', ...more },
    productFamilies: ['vulnerability-scanner'],
    estimatedValue: usd(amount),
    contract: 'annual',
    termMonths: 36,
    expectedCloseOn: day(45),
  };
}

/** With a customer whom no earlier run of the demo has taken. */
async function registered(world: World, seller: OutsideClient, names: readonly string[], text: string, amount: string): Promise<{ deal: string; account: string }> {
  world.report.chapter(text);
  const typed = await eventually(() => seller.get(`/api/accounts?q=${encodeURIComponent((names.at(-1) ?? '').slice(0, 4))}`), ({ body }) => list(body, 'items').length > 0);
  world.report.step('Typing a name shows customers to choose from', typed, 200);
  for (let tries = 0; tries < 50; tries += 1) {
    const account = names[2 + randomInt(names.length - 2)] ?? '';
    const answer = await seller.post('/api/deals', registration(account, amount), once());
    if (field(answer.body, 'decision', 'outcome') !== 'clear') continue;
    world.report.step(`A deal with ${account}`, answer, 201);
    world.report.holds('protected from this moment', field(answer.body, 'status') === 'approved' && field(answer.body, 'protectedUntil') > day(60));
    return { deal: field(answer.body, 'id'), account };
  }
  throw new Error('Every customer of the CRM is taken: remove .local/ to begin anew.');
}

async function rivals(world: World, team: Team, rival: OutsideClient, account: string, names: readonly string[]): Promise<void> {
  const { report: told } = world;
  told.chapter('Others want the same customer');
  const queued = await rival.post('/api/deals', registration(account, '3900000.00'), once());
  told.step('A rival registers the same opportunity', queued, 201);
  told.holds('it waits, and is told nothing of anybody', field(queued.body, 'decision', 'outcome') === 'queued' && !/Northwind|DEAL-(?!.*"reference")/.test(field(queued.body, 'decision', 'text')));
  const named = await rival.post('/api/deals', registration(names[0] ?? '', '900000.00'), once());
  told.step(`The rival tries ${names[0]}, a named account`, named, 201);
  told.holds('rejected, with the reason', field(named.body, 'decision', 'reason') === 'named-account');
  const alike = await rival.post('/api/deals', registration(account, '800000.00', { website: `https://${randomUUID().slice(0, 8)}-holdings.com` }), once());
  told.step('The same name under a domain that nobody knows goes to a person', alike, 201);
  told.holds('it needs a look', field(alike.body, 'decision', 'outcome') === 'needs_review');
  const review = await team.manager.get(`/api/deals/${field(alike.body, 'id')}`);
  told.step('The partner manager sees both sides', review, 200);
  told.holds('with why they look alike', list(review.body, 'review', 'candidates').length > 0);
  told.step('and turns it down as a duplicate', await team.manager.post(`/api/deals/${field(alike.body, 'id')}/reject`, { reason: 'duplicate' }, once()), 200);
  const turnedDown = await rival.get(`/api/deals/${field(alike.body, 'id')}`);
  told.step('The rival reads that the opportunity is closed', turnedDown, 200);
  told.holds('and not that anybody else is there', field(turnedDown.body, 'rejection', 'reason') === 'opportunity-closed');
}

async function worked(world: World, team: Team, seller: OutsideClient, deal: string): Promise<void> {
  const { report: told } = world;
  told.chapter('The partner works on it');
  told.step('Without any work there is no longer protection', await seller.post(`/api/deals/${deal}/extension`, {}, once()), 409);
  const meeting = { kind: 'meeting', date: day(0), note: 'Workshop with the security team.' };
  told.step('A meeting is logged', await seller.post(`/api/deals/${deal}/activities`, meeting, once()), 201);
  told.step('Now it may be asked for', await seller.post(`/api/deals/${deal}/extension`, { reason: 'Their budget is decided in spring.' }, once()), 200);
  told.step('and the partner manager grants it', await team.manager.post(`/api/deals/${deal}/extension/grant`, {}, once()), 200);
}

type Sides = { seller: OutsideClient; rival: OutsideClient };

async function won(world: World, team: Team, { seller, rival }: Sides, large: string, small: string): Promise<void> {
  const { report: told } = world;
  told.chapter('The CRM reports that both are won');
  const win = (dealId: string, amount: string) => ({ type: 'opportunity.won.v1', data: { dealId, amount: usd(amount), contract: 'annual', termMonths: 36, closedOn: day(0) } });
  told.note(await report([win(large, '4200000.00'), win(small, '100000.00')]));
  const isWon = ({ body }: Answer): boolean => field(body, 'status') === 'won';
  const seen = await eventually(() => seller.get(`/api/deals/${large}`), isWon);
  told.step('The partner sees it', seen, 200);
  told.holds('won', isWon(seen) && isWon(await eventually(() => seller.get(`/api/deals/${small}`), isWon)));
  const closed = await eventually(() => rival.get('/api/deals?status=queued'), ({ body }) => list(body, 'items').length === 0);
  told.step('What waited behind it is closed', closed, 200);
  told.step('The team’s view, all partners', await team.manager.get('/api/deals?limit=3'), 200);
}
