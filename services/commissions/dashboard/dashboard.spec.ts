import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commissionsAnswer, exceptionsAnswer, waitingAnswer } from '#libs/contracts/http/commissions';
import { figuresAnswer, type Figure } from '#libs/contracts/http/dashboard';
import { Money } from '#libs/database/money';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { commissions } from '../service.ts';
import { Desk, usd } from '../spec/desk.ts';

type Client = StartedService['client'];

const clock = new FixedClock('2026-10-20T09:00:00Z');
const [partnerId, other] = [randomUUID(), randomUUID()];
let service: StartedService;
beforeAll(async () => {
  service = await startService(commissions, { clock, env: { RELEASE_SWEEP: 'PT1H', OUTBOX_RELAY: 'false' } });
  const desk = new Desk(service.database, clock);
  const [dollars, yen, dinars, elsewhere] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const money = (amount: string, currency: string) => ({ amount, currency });
  await desk.take(desk.approved(partnerId), desk.approved(other), desk.won({ id: dollars, partnerId }), desk.won({ id: yen, partnerId, amount: money('500000', 'JPY') }));
  await desk.take(desk.won({ id: dinars, partnerId, amount: money('500.000', 'KWD') }), desk.won({ id: elsewhere, partnerId: other }));
  // Before the end of its hold one is wholly refunded, one in part; after it others come, and something of what is payable goes back.
  await desk.take(...['A', 'B', 'C'].map((invoiceId) => desk.paid({ dealId: dollars, invoiceId, amount: usd('33.33') })));
  await desk.take(desk.refunded({ invoiceId: 'A', amount: usd('33.33') }), desk.refunded({ invoiceId: 'B', amount: usd('11.11') }), desk.paid({ dealId: elsewhere, amount: usd('9.99') }));
  await desk.take(desk.paid({ dealId: yen, amount: money('12345', 'JPY') }), desk.paid({ dealId: dinars, invoiceId: 'K', amount: money('1.235', 'KWD') }));
  clock.set('2026-11-20T09:00:00Z');
  while ((await desk.release()) > 0);
  await desk.take(desk.refunded({ invoiceId: 'C', amount: usd('33.33') }), desk.refunded({ invoiceId: 'K', amount: money('0.001', 'KWD') }));
  await desk.take(desk.paid({ dealId: dollars, paidOn: '2026-11-19', amount: usd('0.05') }), desk.paid({ dealId: yen, paidOn: '2026-11-19', amount: money('2', 'JPY') }));
  await desk.take(desk.paid({ dealId: yen }), desk.paid({ dealId: randomUUID() }), desk.refunded({ invoiceId: 'UNHEARD' }));
}, 60_000);
afterAll(() => service?.stop());

/** The sum of all lines of the list, page by page; of a list that mixes currencies there is none. */
async function sumOf(client: Client, link: string, currency: string): Promise<string> {
  let sum = Money.ofMinor(0n, currency);
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: ReturnType<typeof commissionsAnswer.parse> = (await client.get(`${link}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)).as(commissionsAnswer);
    for (const { amount } of page.items) sum = sum.add(Money.parse(amount));
    cursor = page.nextCursor;
  }
  return sum.toJSON().amount;
}

async function countOf(client: Client, link: string): Promise<number> {
  if (link.includes('exceptions')) return (await client.get(link)).as(exceptionsAnswer).items.length;
  return (await client.get(link)).as(waitingAnswer).total;
}

/** Of what was paid there is no list: payouts are not made here yet, so it is nothing, in each currency. */
const listed = async (client: Client, { code, amount, link }: Figure) =>
  amount === null ? countOf(client, link) : code === 'commission_paid' ? Money.ofMinor(0n, amount.currency).toJSON().amount : sumOf(client, link, amount.currency);

test.each([
  ['a partner’s owner', () => service.client.asPartner(partnerId, 'owner'), 12],
  ['a partner’s finance', () => service.client.asPartner(other, 'partner_finance'), 4],
  ['the vendor’s finance', () => service.client.as('finance'), 14],
  ['an admin', () => service.client.as('admin'), 14],
  ['a partner manager', () => service.client.as('partner_manager'), 12],
  ['a reviewer', () => service.client.as('reviewer'), 12],
  ['a seller', () => service.client.asPartner(partnerId, 'seller'), 0],
  ['a technical person', () => service.client.asPartner(partnerId, 'technical'), 0],
])('every figure of %s has a link whose list comes to the same', async (_who, as, count) => {
  const client = as();
  const { figures } = (await client.get('/api/dashboard')).as(figuresAnswer);
  expect(figures).toHaveLength(count);
  for (const figure of figures) expect([figure.code, figure.link, await listed(client, figure)]).toEqual([figure.code, figure.link, figure.amount?.amount ?? figure.count]);
});

test('a currency that is none is refused', async () => {
  expect((await service.client.as('finance').get('/api/commissions', { query: { currency: 'usd' } })).body.errors[0].pointer).toBe('/currency');
});
