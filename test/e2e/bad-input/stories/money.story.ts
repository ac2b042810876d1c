import { randomBytes } from 'node:crypto';
import { eventually } from '#libs/testing/eventually';
import { day } from '../../../../tools/demo/dealing.ts';
import { field, list } from '../../../../tools/demo/report.ts';
import { idOf, versionOf, words, type Caller, type TextWriter } from '../text-writer.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** An invoice of the deal, refunds of it, and one too large, which a person settles. */
export async function invoices(writer: TextWriter, admin: Caller, owner: Caller, dealId: string): Promise<void> {
  await writer.call('POST /api/invoices', { as: admin, json: { invoiceId: words, dealId, amount: usd('1000.00'), paidOn: day(0) } });
  const invoiceId = await eventually(async () => {
    const [line] = list(await writer.call('GET /api/commissions', { as: admin, query: { dealId } }), 'items');
    if (line === undefined) throw new Error('The invoice is not booked yet.');
    return field(line, 'invoiceId');
  });
  const refund = (amount: string) => ({ refundId: words, amount: usd(amount), refundedOn: day(0) });
  await writer.call('POST /api/invoices/refunds', { as: admin, json: { invoiceId, ...refund('1.00') } });
  // The gateway takes no path in which a slash or a percent sign is hidden.
  await writer.call('POST /api/invoices/{invoiceId}/refunds', { as: admin, in: { invoiceId }, json: refund('1.00'), ...(/[/%\\]/.test(invoiceId) && { due: 400 }) });
  const tooMuch = await writer.call('POST /api/invoices/refunds', { as: admin, json: { invoiceId, ...refund('5000.00') } });
  await writer.call('POST /api/commissions/exceptions/{id}/settle', { as: admin, in: { id: field(tooMuch, 'exceptionId') }, json: { reason: words } });
  await writer.call('GET /api/commissions/exceptions', { as: admin, query: { status: 'settled' } });
  const [line] = list(await writer.call('GET /api/commissions', { as: owner, query: { dealId } }), 'items');
  const csv = String(await writer.call('GET /api/statements/{period}', { as: owner, in: { period: 'current' }, query: { format: 'csv' } }));
  // Apostrophes are put before what would begin a formula.
  const plain = (text: string) => text.replaceAll(/['"]/g, '');
  if (!plain(csv).includes(plain(field(line, 'deal', 'account')))) throw new Error(`The statement does not say ${field(line, 'deal', 'account')}: ${csv}`);
  if (/(?:^|,)"?\s*[=+@]/m.test(csv)) throw new Error(`A spreadsheet would reckon with a cell of ${csv}`);
}

/** A plan, a rate and a setting that are to come, and are called off. */
export async function rates(writer: TextWriter, admin: Caller): Promise<void> {
  const every = ['authorized', 'gold', 'platinum'].map((tier) => ({ tier, percent: '42' }));
  const code = `plan-${randomBytes(4).toString('hex')}`;
  const plan = await writer.call('POST /api/commissions/plans', { as: admin, json: { code, name: { en: words, de: words }, effectiveOn: '2036-10-01', rates: every, reason: words } });
  const rate = await writer.call('POST /api/commissions/rates', { as: admin, json: { tier: 'gold', percent: '44', effectiveOn: '2036-11-01', reason: words } });
  const setting = (key: string, value: unknown, due?: number) => writer.call('POST /api/commissions/settings', { as: admin, json: { key, value, effectiveOn: '2036-10-01', reason: words }, ...(due && { due }) });
  await setting('time_zone', words, 422);
  const days = await setting('hold_days', 10);
  for (const path of ['plans', 'rates', 'settings']) await writer.read(`/api/commissions/${path}`, admin);
  await writer.call('POST /api/commissions/settings/cancel', { as: admin, json: { id: idOf(days), reason: words } });
  await writer.call('POST /api/commissions/rates/cancel', { as: admin, json: { tier: 'gold', version: versionOf(rate), reason: words } });
  await writer.call('POST /api/commissions/plans/cancel', { as: admin, json: { code, version: versionOf(plan), reason: words } });
}
