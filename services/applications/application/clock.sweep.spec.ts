import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { eventually } from '#libs/testing/eventually';
import { startService, type StartedService } from '#libs/testing/start-service';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { applications } from '../service.ts';
import { anApplication } from '../spec/an-application.ts';
import { applyAs } from '../spec/apply.ts';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';

const clock = new FixedClock();
let database: TestDatabase;
let service: StartedApplications<StartedService>;
const start = () => startApplications((definition, options) => startService(definition, { ...options, database }), { clock });

beforeAll(async () => {
  database = await testDatabase(applications);
  service = await start();
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

const told = async (id: string) => (await service.events(undefined, id)).map(({ type, data }) => (typeof data['percent'] === 'number' ? `${type} ${data['percent']}` : type)).slice(1);
const soon = (id: string, expected: string[]) => eventually(async () => expect(await told(id)).toEqual(expected));

test('the team hears of half, four fifths and the end of the time, once each, across a restart', async () => {
  const { id } = await applyAs(service, anApplication());
  clock.advance({ hours: 24 });
  await soon(id, ['application.clock_warned.v1 50']);
  await service.stop();
  clock.advance({ hours: 15 });
  service = await start();
  await soon(id, ['application.clock_warned.v1 50', 'application.clock_warned.v1 80']);
  clock.advance({ hours: 9 });
  const all = ['application.clock_warned.v1 50', 'application.clock_warned.v1 80', 'application.overdue.v1'];
  await soon(id, all);
  clock.advance({ days: 30 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await told(id)).toEqual(all);
});

test('nothing comes due while a question is open or after the decision', async () => {
  const asked = await applyAs(service, anApplication());
  const admin = service.client.as('admin');
  await admin.post(`/api/applications/${asked.id}/review`);
  await admin.post(`/api/applications/${asked.id}/more-info`, { question: 'Well?' });
  const withdrawn = await applyAs(service, anApplication());
  await service.client.post(`${withdrawn.statusPath}/withdraw`);
  clock.advance({ days: 10 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await told(asked.id)).filter((type) => /clock|overdue/.test(type))).toEqual([]);
  expect((await told(withdrawn.id)).filter((type) => /clock|overdue/.test(type))).toEqual([]);
});
