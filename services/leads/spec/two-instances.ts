import { Client } from 'pg';
import { eventually } from '#libs/testing/eventually';
import type { HttpClient } from '#libs/testing/http-client';
import { startService, type StartedService } from '#libs/testing/start-service';
import type { TestDatabase } from '#libs/testing/test-database';
import { startLeads, type StartedLeads } from './start-leads.ts';

export interface TwoInstances {
  readonly service: StartedLeads<StartedService>;
  /** One of each instance. */
  readonly clients: readonly [HttpClient, HttpClient];
  stop(): Promise<void>;
}

/**
 * The service twice on one database, as it runs in production. What arrives at one instance at the same moment travels in one message after the
 * other, so that only with two of them do registrations meet in PostgreSQL. The second one relays nothing.
 */
export async function startTwice(): Promise<TwoInstances> {
  const service = await startLeads(startService);
  const { database, kafkaPrefix } = service;
  const other = await startLeads((definition, options) => startService(definition, { ...options, database, kafkaPrefix }), { env: { OUTBOX_RELAY: 'false' } });
  return {
    service,
    clients: [service.client, other.client],
    stop: async () => {
      await other.stop();
      await service.stop();
    },
  };
}

const waitingQuery = `SELECT count(DISTINCT l.pid)::int AS n FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.datname = current_database()`;

/**
 * Lets nobody write a reservation before so many transactions wait, then all of them at once: whoever had looked, had looked before anybody wrote.
 * A lock of the table is none of the product's, so that the race is the same whatever the product locks, or forgets to.
 */
export async function allAtOnce<T>(database: TestDatabase, waiting: number, work: () => Promise<T>): Promise<T> {
  const gate = new Client({ connectionString: database.ownerUrl });
  await gate.connect();
  try {
    await gate.query('BEGIN');
    await gate.query('LOCK TABLE reservation IN SHARE MODE');
    const working = work();
    // Whoever awaits it below is told; until then it must not end the process.
    working.catch(() => undefined);
    await eventually(async () => {
      // Not by the gate itself, whose transaction would see no session that began after its first look.
      const [found] = await database.query<{ n: number }>(waitingQuery);
      if ((found?.n ?? 0) < waiting) throw new Error(`${found?.n} transactions wait, not ${waiting}`);
    });
    await gate.query('COMMIT');
    return await working;
  } finally {
    await gate.end();
  }
}
