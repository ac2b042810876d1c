import { randomUUID } from 'node:crypto';
import { registerAnswer } from '#libs/contracts/http/deals';
import type { StartedService } from '#libs/testing/start-service';
import { leads } from '../../../services/leads/service.ts';
import { aRegistration } from '../../../services/leads/spec/a-registration.ts';
import { belongsTo, newCompany, startOpen, type Stage } from './stage.ts';
import { headersOf, personOf, type Company } from './without-guard.ts';

/** Two partners, each with a protected deal about the same customer's other product family, with activity, extension and a report that waits. */
export async function leadsStage(): Promise<Stage> {
  const service = await startOpen(leads);
  const [alfa, bravo] = [newCompany(), newCompany()];
  const alfas = await rows(service, alfa, 'Alfa', 'attack-surface');
  const bravos = await rows(service, bravo, 'Bravo', 'cloud-scanner');
  return {
    definition: leads,
    service,
    alfa,
    bravo,
    alfaIds: { deals: alfas.dealId, reports: alfas.reportId },
    ownersSee: ['deal', 'deal_activity', 'deal_extension', 'deal_history', 'partner'],
    bravoIds: { deals: bravos.dealId, reports: bravos.reportId },
    bravos: belongsTo('bravo', bravo, bravos.dealId, bravos.reportId),
  };
}

async function rows({ client, database }: StartedService, company: Company, name: string, family: string): Promise<{ dealId: string; reportId: string }> {
  await database.query(`INSERT INTO partner (id, company_name, tier, status, sequence) VALUES ($1, $2, 'gold', 'active', 1)`, [company.partnerId, `${name} Security`]);
  const owner = client.with(headersOf(personOf(company, 'owner')));
  const body = aRegistration({ account: { name: 'Common Customer', website: 'https://common.example' }, productFamilies: [family], contactName: `${name} Contact`, expectedCloseOn: `${new Date().getUTCFullYear() + 1}-06-30` });
  const { id: dealId } = (await owner.post('/api/deals', body)).as(registerAnswer);
  await owner.post(`/api/deals/${dealId}/activities`, { kind: 'call', date: new Date().toISOString().slice(0, 10), note: `${name} called` });
  await owner.post(`/api/deals/${dealId}/extension`, { reason: `${name} needs time` });
  const reportId = randomUUID();
  await database.query(
    `INSERT INTO held_report (id, deal_id, report, problem, detail, data, source, event_id, held_at) VALUES ($1, $2, 'lost', 'state', $3, $4, 'crm', 'made up', now())`,
    [reportId, dealId, `about ${name}`, JSON.stringify({ dealId, reason: name, closedOn: '2026-01-01' })],
  );
  return { dealId, reportId };
}
