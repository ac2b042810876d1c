import { randomUUID } from 'node:crypto';
import { exceptionsAnswer, reportAnswer } from '#libs/contracts/http/commissions';
import { SystemClock } from '#libs/database/clock';
import { commissions } from '../../../services/commissions/service.ts';
import { Desk, usd } from '../../../services/commissions/spec/desk.ts';
import { belongsTo, newCompany, startOpen, type Stage } from './stage.ts';
import { admin, headersOf, type Company } from './without-guard.ts';

/** Two partners with a won deal, two invoices, one of them refunded in part, an exception and balances each. */
export async function commissionsStage(): Promise<Stage> {
  const service = await startOpen(commissions);
  const desk = new Desk(service.database, new SystemClock());
  const team = service.client.with(headersOf(admin));
  const [alfa, bravo] = [newCompany(), newCompany()];
  // Their hold must not end while somebody looks.
  const today = new Date().toISOString().slice(0, 10);
  const fill = async (name: string, { partnerId }: Company) => {
    const deal = { id: randomUUID(), partnerId };
    await desk.take(desk.approved(partnerId, { companyName: `Northern Security Partners ${name}` }), desk.won(deal));
    const invoice = { invoiceId: `INV-${name}`, dealId: deal.id, amount: usd('1000.00'), paidOn: today };
    const { commissionId } = (await team.post('/api/invoices', invoice)).as(reportAnswer);
    await team.post('/api/invoices', { ...invoice, invoiceId: `INV-${name}-2` });
    await team.post(`/api/invoices/INV-${name}/refunds`, { refundId: `CN-${name}`, amount: usd('10.00'), refundedOn: today });
    await team.post('/api/invoices', { ...invoice, amount: usd('2000.00') });
    const open = (await team.get('/api/commissions/exceptions')).as(exceptionsAnswer).items.find((exception) => exception.partnerId === partnerId);
    // Path parameters by what stands before them.
    return { commissions: String(commissionId), exceptions: String(open?.id), invoices: `INV-${name}`, statements: 'current', months: 'current', deals: deal.id };
  };
  const alfaIds = await fill('Alfa', alfa);
  const bravoIds = await fill('Bravo', bravo);
  return {
    definition: commissions,
    service,
    alfa,
    bravo,
    alfaIds,
    bravoIds,
    ownersSee: ['balance', 'commission', 'deal', 'entry', 'journal', 'partner'],
    bravos: belongsTo('bravo', bravo, bravoIds.commissions, bravoIds.exceptions, bravoIds.deals),
  };
}
