import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Inbox } from '../../tools/demo/inbox.ts';
import { services } from './faults.ts';
import type { Site } from './site.ts';
import { judge, readTopics, type TopicVerdict } from './topic-reader.ts';
import type { Traffic } from './traffic.ts';

/** What became of everything that was confirmed to a client. Empty lists are what one wants to see. */
export interface Verdict {
  readonly companies: number;
  readonly lost: string[];
  readonly doubled: string[];
  readonly parked: number;
  readonly topics: TopicVerdict;
}

/** Where to look; a whole site has it. */
type Place = Pick<Site, 'brokers' | 'topicPrefix' | 'databasePrefix'> & { readonly running: Pick<Site['running'], 'mailUrl'> };
type Told = Pick<Traffic, 'confirmed'>;

/** Without anything more arriving. */
const PATIENCE_MS = 90_000;

/** Waits until everything has settled, then compares databases, inbox and topics with what the clients were told. */
export async function verdict(site: Place, traffic: Told): Promise<Verdict> {
  const databases = new Databases(site.databasePrefix);
  try {
    let effects = await effectsOf(site, traffic, databases);
    for (let end = Date.now() + PATIENCE_MS; effects.lost.length > 0 && Date.now() < end; ) {
      await sleep(1000);
      const later = await effectsOf(site, traffic, databases);
      // A busy machine works its backlog off slowly; what is lost never comes.
      if (later.lost.length < effects.lost.length) end = Date.now() + PATIENCE_MS;
      effects = later;
    }
    const topics = judge(await readTopics(site.brokers, site.topicPrefix, ['applications', 'partners', 'users', 'audit']));
    return { companies: traffic.confirmed.length, ...effects, parked: await databases.parked(), topics };
  } finally {
    await databases.end();
  }
}

async function effectsOf(site: Place, traffic: Told, databases: Databases): Promise<{ lost: string[]; doubled: string[] }> {
  // By the company's name: a second application under another id would be one too many.
  const applications = count(await databases.column('applications', "SELECT legal_name || ' ' || status AS v FROM application"));
  const partners = count(await databases.column('applications', 'SELECT company_name AS v FROM partner'));
  const [known, paid] = [count(await databases.column('leads', 'SELECT id::text AS v FROM partner')), count(await databases.column('commissions', 'SELECT partner_id::text AS v FROM partner'))];
  const people = count(await databases.column('identity', "SELECT email || ' ' || status AS v FROM user_account WHERE partner_id IS NOT NULL"));
  const audited = count(await databases.column('identity', "SELECT action || ' ' || subject_id AS v FROM audit_entry"));
  const mails = await mailsByAddress(site);
  const lost: string[] = [];
  const doubled: string[] = [];
  const once = (what: string, times: number | undefined): void => {
    if (times === undefined) lost.push(what);
    else if (times > 1) doubled.push(`${what} (${times} times)`);
  };
  // A repeat after a crash carries the Message-ID of the first, so distinct ones are counted.
  const mailed = (to: string, due: number): void => {
    const { size } = new Set(mails.get(to));
    if (size < due) lost.push(`${due - size} mail(s) to ${to}`);
    if (size > due) doubled.push(`${size - due} mail(s) to ${to}`);
  };
  for (const { applicationId, legalName, partnerId, email, colleague } of traffic.confirmed) {
    once(`application ${applicationId} approved`, applications.get(`${legalName} approved`));
    once(`partner of ${applicationId}`, partners.get(legalName));
    once(`copy of the partner of ${applicationId} in leads`, known.get(partnerId ?? ''));
    once(`copy of the partner of ${applicationId} in commissions`, paid.get(partnerId ?? ''));
    once(`owner of ${applicationId}`, people.get(`${email} ${colleague === undefined ? 'invited' : 'active'}`));
    if (colleague !== undefined) once(`colleague of ${applicationId}`, people.get(`${colleague} invited`));
    once(`audit entry application.review_started ${applicationId}`, audited.get(`application.review_started ${applicationId}`));
    once(`audit entry application.approved ${applicationId}`, audited.get(`application.approved ${applicationId}`));
    // Received, approved, activation link, and the question to whom was asked.
    mailed(email, colleague === undefined ? 3 : 4);
    if (colleague !== undefined) {
      mailed(colleague, 1);
      for (const action of ['application.more_info_requested', 'application.answered']) once(`audit entry ${action} ${applicationId}`, audited.get(`${action} ${applicationId}`));
    }
  }
  return { lost, doubled };
}

async function mailsByAddress(site: Place): Promise<Map<string, string[]>> {
  const byAddress = new Map<string, string[]>();
  for (const mail of await new Inbox(site.running.mailUrl).all()) {
    for (const address of mail.to) byAddress.set(address, [...(byAddress.get(address) ?? []), mail.messageId]);
  }
  return byAddress;
}

function count(values: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return times;
}

/** The services' databases, seen by the administrator, whom row-level security does not bind. */
class Databases {
  readonly #pools = new Map<string, pg.Pool>();
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  async column(database: string, sql: string): Promise<string[]> {
    const { rows } = await this.#pool(database).query<{ v: string }>(sql);
    return rows.map((row) => row.v);
  }

  async parked(): Promise<number> {
    const counts = await Promise.all(services.map((database) => this.column(database, 'SELECT count(*)::text AS v FROM parked_event')));
    return counts.flat().reduce((sum, value) => sum + Number(value), 0);
  }

  async end(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.end()));
  }

  #pool(database: string): pg.Pool {
    const known = this.#pools.get(database);
    if (known !== undefined) return known;
    const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
    url.pathname = `/${this.#prefix}${database}`;
    const pool = new pg.Pool({ connectionString: url.toString(), max: 1 });
    pool.on('error', () => undefined);
    this.#pools.set(database, pool);
    return pool;
  }
}
