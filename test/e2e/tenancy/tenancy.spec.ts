import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '#libs/database/actor';
import { services } from '../../structure/all-services.ts';
import { requestsFor, type TenancyRequest } from './requests.ts';
import { rowsLike } from './rows.ts';
import type { Stage } from './stage.ts';
import { stages } from './stages.ts';
import { admin, headersOf, personOf } from './without-guard.ts';

test('every service that keeps data of companies stands on a stage', () => {
  expect(Object.keys(stages)).toEqual(services.filter(({ kafka }) => kafka !== 'none').map(({ name }) => name));
});

const strangers: Readonly<Record<string, (stage: Stage) => Actor>> = {
  "Alfa's owner": ({ alfa }) => personOf(alfa, 'owner'),
  "Alfa's seller": ({ alfa }) => personOf(alfa, 'seller'),
  "the applicant of Alfa's application": ({ alfa }) => ({ kind: 'applicant', applicationId: alfa.applicationId }),
  'an anonymous visitor': () => ({ kind: 'public' }),
};

async function ask({ service }: Stage, { method, path, body }: TenancyRequest, actor: Actor) {
  const answer = await service.client.with(headersOf(actor)).send(method, path, body);
  return { status: answer.status, text: JSON.stringify(answer.body ?? null) };
}

// The guard lets everybody through to everything here. What is left are row-level security and what the use cases themselves ask.
describe.each(Object.entries(stages))('%s, its guard switched off', (_name, build) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await build();
  }, 60_000);
  afterAll(() => stage?.service.stop());

  test.each(Object.entries(strangers))("%s sees none of Bravo's rows and changes none", async (_who, actorOf) => {
    const { service, bravos } = stage;
    const before = await rowsLike(service.database, bravos);
    expect(Object.keys(before)).not.toEqual([]);
    const seen: string[] = [];
    for (const request of requestsFor(stage)) {
      const { status, text } = await ask(stage, request, actorOf(stage));
      const asked = `${request.path} ${JSON.stringify(request.body ?? null)}`;
      const told = [...text.matchAll(new RegExp(bravos, 'gi'))].map(([word]) => word).filter((word) => !asked.includes(word));
      if (told.length > 0 || status >= 500) seen.push(`${request.method} ${request.path}: ${status} ${text}`);
    }
    expect(seen).toEqual([]);
    expect(await rowsLike(service.database, bravos)).toEqual(before);
  });

  test.each(Object.entries(strangers))('%s is told nothing of Bravo by their own rows', async (_who, actorOf) => {
    const { bravos, alfaIds } = stage;
    const told: string[] = [];
    for (const request of requestsFor(stage, alfaIds).filter(({ method, path }) => method === 'GET' && !path.includes('?'))) {
      const { text } = await ask(stage, request, actorOf(stage));
      if (bravos.test(text)) told.push(`${request.path}: ${text}`);
    }
    expect(told).toEqual([]);
  });

  test('the same requests do show and change rows for those who may', async () => {
    const shown: string[] = [];
    const before = await rowsLike(stage.service.database, stage.bravos);
    for (const request of requestsFor(stage)) {
      for (const actor of [personOf(stage.bravo, 'owner'), admin]) {
        const { status, text } = await ask(stage, request, actor);
        if (status < 300 && stage.bravos.test(text)) shown.push(`${request.method} ${request.path}`);
      }
    }
    expect(shown).not.toEqual([]);
    if (requestsFor(stage).some(({ method }) => method !== 'GET')) expect(await rowsLike(stage.service.database, stage.bravos)).not.toEqual(before);
  });
});
