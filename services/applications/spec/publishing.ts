import { afterAll, beforeAll } from '@jest/globals';
import { programmeAnswer } from '#libs/contracts/http/programme';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { startApplications, type StartedApplications } from './start-applications.ts';

/** Why everything is published here. */
export const reason = 'Decided by the board.';
export const both = (en: string, de = en) => ({ en, de });

/** The service of one spec about what admins publish, at a moment that stands still until it is told. */
export function publishingForTests() {
  const clock = new FixedClock('2026-11-02T09:00:00Z');
  let started: StartedApplications<StartedService> | undefined;
  beforeAll(async () => {
    started = await startApplications(startService, { clock });
  }, 60_000);
  afterAll(() => started?.stop());
  function service(): StartedApplications<StartedService> {
    if (started === undefined) throw new Error('The service has not started yet: ask for it in a test.');
    return started;
  }
  return {
    clock,
    service,
    admin: () => service().client.as('admin'),
    /** What the public page says. */
    page: async () => (await service().client.get('/api/programme')).as(programmeAnswer),
    /** What the audit trail is told of an action. */
    facts: (action: string) => service().database.query<{ payload: object }>(`SELECT payload FROM outbox WHERE payload ->> 'action' = $1 ORDER BY seq`, [action]),
  };
}
