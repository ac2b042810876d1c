import type { z } from 'zod';
import { applyAnswer, type applyBody } from '#libs/contracts/http/applications';
import type { StartedApplications } from './start-applications.ts';

export interface Applied {
  readonly id: string;
  readonly reference: string;
  readonly company: string;
  readonly body: z.input<typeof applyBody>;
  /** `/api/applications/status/<token>` */
  readonly statusPath: string;
}

/** Applies and expects to be taken. */
export async function applyAs(service: StartedApplications, body: z.input<typeof applyBody>): Promise<Applied> {
  const answer = await service.client.post('/api/partners/apply', body);
  if (answer.status !== 201) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
  const { id, reference, statusUrl } = applyAnswer.parse(answer.body);
  return { id, reference, company: body.company.legalName, body, statusPath: `/api/applications/status/${statusUrl.split('#token=')[1]}` };
}

/** Reviews and approves; returns the partner's id. */
export async function approve(service: StartedApplications, { id }: Applied, tier = 'gold'): Promise<string> {
  const admin = service.client.as('admin');
  await admin.post(`/api/applications/${id}/review`);
  const answer = await admin.post(`/api/applications/${id}/approve`, { tier });
  if (answer.status !== 200) throw new Error(`not approved: ${JSON.stringify(answer.body)}`);
  return String(answer.body['partnerId']);
}
