import { randomUUID } from 'node:crypto';
import { applyAnswer, joinRequestsAnswer, moveAnswer } from '#libs/contracts/http/applications';
import { eventually } from '#libs/testing/eventually';
import type { StartedService } from '#libs/testing/start-service';
import { applications } from '../../../services/applications/service.ts';
import { anApplication } from '../../../services/applications/spec/an-application.ts';
import { belongsTo, sealPublicKey, startOpen, type Stage } from './stage.ts';
import { admin, headersOf, personOf, type Company } from './without-guard.ts';

/** Two partners with an application, a history, a question and a request to join each; their names are alike, so each is listed as similar to the other. */
export async function applicationsStage(): Promise<Stage> {
  const env = { STATUS_TOKEN_KEY: 'a-secret-of-at-least-thirty-two-characters', MAIL_SEAL_PUBLIC_KEY: await sealPublicKey() };
  const service = await startOpen(applications, env);
  const alfa = await partner(service, 'Alfa');
  const bravo = await partner(service, 'Bravo');
  return {
    definition: applications,
    service,
    alfa: alfa.company,
    bravo: bravo.company,
    alfaIds: { applications: alfa.company.applicationId, partners: alfa.company.partnerId, 'join-requests': alfa.joinRequestId },
    ownersSee: ['join_request', 'partner'],
    bravoIds: { applications: bravo.company.applicationId, partners: bravo.company.partnerId, 'join-requests': bravo.joinRequestId },
    bravos: belongsTo('bravo', bravo.company, bravo.joinRequestId),
  };
}

async function partner({ client }: StartedService, name: string): Promise<{ company: Company; joinRequestId: string }> {
  const team = client.with(headersOf(admin));
  const domain = `${name.toLowerCase()}.example`;
  const body = anApplication({
    company: { legalName: `Northern Security Partners ${name}`, website: `https://${domain}` },
    contact: { email: `owner@${domain}`, firstName: name },
    goals: { tier: 'gold', goals: `${name} grows` },
  });
  const { id } = (await client.post('/api/partners/apply', body)).as(applyAnswer);
  await team.post(`/api/applications/${id}/review`);
  await team.post(`/api/applications/${id}/more-info`, { question: `How large is ${name}?` });
  await team.post(`/api/applications/${id}/review`);
  const { partnerId } = (await team.post(`/api/applications/${id}/approve`, { tier: 'gold' })).as(moveAnswer);
  const company = { partnerId: String(partnerId), ownerId: randomUUID(), sellerId: randomUUID(), applicationId: id };
  const { legalName, website, country } = body.company;
  await client.post('/api/partners/join-requests', { company: { legalName, website, country }, contact: { ...body.contact, email: `colleague@${domain}` }, message: `${name} hired me` });
  return { company, joinRequestId: await eventually(() => firstJoinRequest(client, company)) };
}

async function firstJoinRequest(client: StartedService['client'], company: Company): Promise<string> {
  const listed = await client.with(headersOf(personOf(company, 'owner'))).get('/api/partners/join-requests');
  const [first] = listed.as(joinRequestsAnswer).items;
  if (first === undefined) throw new Error('The request to join has not reached the partner yet.');
  return first.id;
}
