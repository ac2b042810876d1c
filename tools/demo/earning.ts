import type { OutsideClient } from './client.ts';
import { report } from './crm.ts';
import { day, type WonDeals } from './dealing.ts';
import { eventually } from './eventually.ts';
import type { World } from './people.ts';
import { field, list } from './report.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Invoices are paid, one is refunded in part, and the partner reads a statement whose lines explain themselves. */
export async function earning(world: World, owner: OutsideClient, deals: WonDeals): Promise<void> {
  const { report: told } = world;
  told.chapter('The customers pay');
  const invoice = (id: string, dealId: string, amount: string, instalment?: number) => ({
    type: 'invoice.paid.v1',
    data: { invoiceId: `${id}-${dealId}`, dealId, amount: usd(amount), paidOn: day(0), ...(instalment === undefined ? {} : { instalment }) },
  });
  const yearly = [1, 2, 3].map((instalment) => invoice(`INV-${instalment}`, deals.large, '1400000.00', instalment));
  const [first] = yearly;
  told.note(await report([...yearly, ...(first === undefined ? [] : [first]), invoice('INV', deals.small, '100000.00')]));
  const earned = await eventually(() => owner.get(`/api/commissions?dealId=${deals.large}`), ({ body }) => list(body, 'items').length === 3);
  told.step('Commission accrues for each instalment, and once for the invoice that came twice', earned, 200);
  told.holds('USD 4.2M at Gold, fully invoiced: USD 1,260,000.00', sum(list(earned.body, 'items')) === '1260000.00');
  const line = await owner.get(`/api/commissions/${field(earned.body, 'items', 0, 'id')}`);
  told.step('A line explains itself', line, 200);
  told.note(field(line.body, 'explanation', 'text'));

  told.chapter('One of them gets money back');
  const refund = { refundId: `CN-${deals.small}`, invoiceId: `INV-${deals.small}`, dealId: deals.small, amount: usd('25000.00'), refundedOn: day(0) };
  told.note(await report([{ type: 'invoice.refunded.v1', data: refund }]));
  const both = await eventually(() => owner.get(`/api/commissions?dealId=${deals.small}`), ({ body }) => list(body, 'items').length === 2);
  told.step('A quarter of it is taken back', both, 200);
  told.holds('30,000.00 less 7,500.00', sum(list(both.body, 'items')) === '22500.00');
}

/** Reads the month's statement as the partner does, and prints it. */
export async function statement(world: World, owner: OutsideClient): Promise<void> {
  const { report: told } = world;
  told.chapter('The statement');
  const answer = await owner.get('/api/statements/current');
  told.step('This month', answer, 200);
  for (const currency of list(answer.body, 'currencies')) {
    told.print(`\n       Opening balance  ${amount(field(currency, 'opening', 'amount'))}`);
    for (const line of list(currency, 'lines')) told.print(`       ${amount(field(line, 'amount', 'amount'))}  ${field(line, 'text')}`);
    told.print(`       Closing balance  ${amount(field(currency, 'closing', 'amount'))} ${field(currency, 'currency')}\n`);
    told.holds('what is credited less what was taken back', field(currency, 'closing', 'amount') === '1282500.00');
  }
  told.step('The same as CSV', await owner.get('/api/statements/current?format=csv'), 200);
  told.step('The first page’s figures', await owner.get('/api/dashboard'), 200);
}

/** Of lines in one currency with two decimals. */
function sum(lines: readonly unknown[]): string {
  const cents = lines.reduce<bigint>((total, line) => total + BigInt(field(line, 'amount', 'amount').replace('.', '')), 0n);
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const amount = (text: string): string => text.replace(/\B(?=(\d{3})+\.)/g, ',').padStart(16);
