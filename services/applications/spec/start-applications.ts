import { generateSealKeys, openSealedLink } from '#libs/service/sealed-link';
import { startService, type StartedService, type StartOptions } from '#libs/testing/start-service';
import { applications } from '../service.ts';

export interface StartedApplications extends StartedService {
  /** Events of one aggregate, or of all, in the order in which they were appended. */
  events(type?: string, aggregateId?: string): Promise<{ type: string; aggregateId: string; data: Record<string, never> }[]>;
  open(sealed: string): Promise<string>;
}

export const statusKey = 'a-secret-of-at-least-thirty-two-characters';

/** The service with its guards, against real database and broker. */
export async function startApplications(options: StartOptions = {}): Promise<StartedApplications> {
  const { publicJwk, privateJwk } = await generateSealKeys();
  const env = { STATUS_TOKEN_KEY: statusKey, MAIL_SEAL_PUBLIC_KEY: JSON.stringify(publicJwk), PROGRAMME_CACHE: 'PT0S', CLOCK_SWEEP: 'PT0.05S', ...options.env };
  const started = await startService(applications, { ...options, env });
  return Object.assign(Object.create(started), {
    open: (sealed: string) => openSealedLink(privateJwk, sealed),
    events: (type?: string, aggregateId?: string) =>
      started.database.query(
        `SELECT type, aggregateid AS "aggregateId", payload AS data FROM outbox
          WHERE ($1::text IS NULL OR type = $1) AND ($2::text IS NULL OR aggregateid = $2) AND aggregatetype <> 'audit' ORDER BY seq`,
        [type, aggregateId],
      ),
  });
}
