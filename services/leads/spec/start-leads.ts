import { randomUUID } from 'node:crypto';
import type { Clock } from '#libs/database/clock';
import { leads } from '../service.ts';

interface AppendedEvent {
  readonly type: string;
  readonly aggregateId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** As much of libs/testing's `startService` as this needs; only specs may import that. */
interface Started {
  readonly database: { query(sql: string, parameters?: unknown[]): Promise<object[]> };
}

interface Options {
  readonly clock?: Clock;
  readonly env?: Record<string, string>;
}

interface More {
  /** Events of one type and deal, or of all, in the order in which they were appended. */
  events(type?: string, dealId?: string): Promise<AppendedEvent[]>;
  /** An active partner; returns its id. */
  partner(companyName?: string): Promise<string>;
  /** A record of the CRM. */
  crmAccount(record: { id: string; name: string; domain?: string; country?: string; named?: boolean; directPipeline?: boolean }): Promise<void>;
  /** Sets a number of the programme from now on. */
  setting(key: string, value: unknown): Promise<void>;
}
export type StartedLeads<S extends Started = Started> = S & More;

/**
 * The service with its guards, against real database and broker.
 * @example service = await startLeads(startService, { clock });
 */
export async function startLeads<S extends Started>(start: (service: typeof leads, options: Options) => Promise<S>, options: Options = {}): Promise<StartedLeads<S>> {
  const started = await start(leads, { ...options, env: { SETTINGS_CACHE: 'PT0S', DEALS_SWEEP: 'PT0.05S', ...options.env } });
  const { database } = started;
  return Object.assign(started, {
    events: async (type?: string, dealId?: string) => (await database.query(eventsQuery, [type, dealId])).map(appended),
    partner: async (companyName = 'CyberTech Solutions') => {
      const id = randomUUID();
      await database.query(`INSERT INTO partner (id, company_name, tier, status, sequence) VALUES ($1, $2, 'gold', 'active', 1)`, [id, companyName]);
      return id;
    },
    crmAccount: async ({ id, name, domain, country = 'US', named = false, directPipeline = false }: Parameters<More['crmAccount']>[0]) => {
      const report = { id, name, website: domain ?? null, country, industry: null, named, direct_pipeline: directPipeline, search: name.toLowerCase() };
      const key = `${country}:${name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`;
      await database.query('SELECT account_upsert($1, $2, $3, $4, $5)', [JSON.stringify(report), domain ?? null, [key], randomUUID(), new Date()]);
    },
    setting: async (key: string, value: unknown) => {
      await database.query('UPDATE deal_setting SET value = $2 WHERE key = $1', [key, JSON.stringify(value)]);
    },
  });
}

const eventsQuery = `SELECT json_build_object('type', type, 'aggregateId', aggregateid, 'data', payload)::text AS event FROM outbox
  WHERE ($1::text IS NULL OR type = $1) AND ($2::text IS NULL OR aggregateid = $2) AND aggregatetype <> 'audit' ORDER BY seq`;

function appended(row: object): AppendedEvent {
  const event: AppendedEvent = JSON.parse('event' in row ? String(row.event) : '');
  return event;
}
