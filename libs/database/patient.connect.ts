import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { isInfrastructureFailure } from './failures.ts';

const pauseMs = 1_000;

/**
 * A connected client: where the database cannot be reached yet, since it or the name service of a new pod has only just started, one that was made anew, for
 * as long as `patienceMs`. What trying again does not change, such as a wrong password, is thrown at once.
 * @example const lock = await patientlyConnected(() => new Client({ connectionString: url, connectionTimeoutMillis: 10_000 }), 120_000);
 */
export async function patientlyConnected(make: () => Client, patienceMs: number): Promise<Client> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const client = make();
    // Without a listener a connection that is lost later would end the process before whoever uses it is told.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isInfrastructureFailure(error) || Date.now() + pauseMs > end) throw error;
      await sleep(pauseMs);
    }
  }
}
