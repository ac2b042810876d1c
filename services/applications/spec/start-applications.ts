import type { Clock } from '#libs/database/clock';
import type { Ids } from '#libs/database/ids';
import { generateSealKeys, openSealedLink } from '#libs/service/sealed-link';
import { applications } from '../service.ts';

interface AppendedEvent {
  readonly type: string;
  readonly aggregateId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** As much of libs/testing's `startService` as this needs; only specs may import that. */
interface Started {
  readonly client: { post(path: string, body?: unknown): Promise<Answer>; as(role: 'admin'): { post(path: string, body?: unknown): Promise<Answer> } };
  readonly database: { query(sql: string, parameters?: unknown[]): Promise<object[]> };
}
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Options {
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly env?: Record<string, string>;
}

interface More {
  /** Events of one type and aggregate, or of all, in the order in which they were appended. */
  events(type?: string, aggregateId?: string): Promise<AppendedEvent[]>;
  /** What notifications would find in a sealed link. */
  open(sealed: unknown): Promise<string>;
}
export type StartedApplications<S extends Started = Started> = S & More;

/**
 * The service with its guards, against real database and broker.
 * @example service = await startApplications(startService, { clock });
 */
export async function startApplications<S extends Started>(
  start: (service: typeof applications, options: Options) => Promise<S>,
  options: Options = {},
): Promise<StartedApplications<S>> {
  const { publicJwk, privateJwk } = await generateSealKeys();
  const env = {
    STATUS_TOKEN_KEY: 'a-secret-of-at-least-thirty-two-characters',
    MAIL_SEAL_PUBLIC_KEY: JSON.stringify(publicJwk),
    PROGRAMME_CACHE: 'PT0S',
    CLOCK_SWEEP: 'PT0.05S',
    ...options.env,
  };
  const started = await start(applications, { ...options, env });
  return Object.assign(started, {
    open: (sealed: unknown) => openSealedLink(privateJwk, String(sealed)),
    events: async (type?: string, aggregateId?: string) => (await started.database.query(eventsQuery, [type, aggregateId])).map(appended),
  });
}

const eventsQuery = `SELECT json_build_object('type', type, 'aggregateId', aggregateid, 'data', payload)::text AS event FROM outbox
  WHERE ($1::text IS NULL OR type = $1) AND ($2::text IS NULL OR aggregateid = $2) AND aggregatetype <> 'audit' ORDER BY seq`;

function appended(row: object): AppendedEvent {
  const event: AppendedEvent = JSON.parse('event' in row ? String(row.event) : '');
  return event;
}
