import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OutsideClient, type Answer } from '../../../tools/demo/client.ts';
import { applicationOf, madeUpCompany, person } from '../../../tools/demo/companies.ts';
import { field, list } from '../../../tools/demo/report.ts';
import type { RunningService } from '../../../deploy/local/service-process.ts';
import { tell, type Told } from '../ledger-stream.ts';
import type { Site } from '../site.ts';
import type { MailServer } from './mail-server.ts';

/** What a fault is caused with: the stack, its databases as administrator and as each service's own role, and an admin who is signed in. */
export class Stage {
  readonly site: Site;
  readonly mail: MailServer;
  readonly admin: OutsideClient;
  #quiet = false;

  constructor(site: Site, mail: MailServer) {
    this.site = site;
    this.mail = mail;
    this.admin = new OutsideClient(site.running.url);
  }

  service(name: string): RunningService {
    const found = this.site.running.stack.services[name];
    if (found === undefined) throw new Error(`There is no service ${name}.`);
    return found;
  }

  async signIn(): Promise<void> {
    const { adminEmail: email, adminPassword: password } = this.site.running;
    await this.admin.post('/api/partners/login', { email, password });
  }

  /** One statement in a service's database, as the administrator. */
  async sql(database: string, statement: string, values: unknown[] = []): Promise<pg.QueryResult<Record<string, unknown>>> {
    const client = await this.connection(database);
    try {
      return await client.query<Record<string, unknown>>(statement, values);
    } finally {
      await client.end();
    }
  }

  /** As the administrator; as the service's role where `own`. */
  async connection(database: string, own = false): Promise<pg.Client> {
    const url = new URL((own ? this.service(database).env['DATABASE_URL'] : process.env['TEST_DATABASE_URL']) ?? '');
    url.pathname = `/${this.site.databasePrefix}${database}`;
    const client = new pg.Client({ connectionString: url.toString() });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  tell(...events: Told[]): Promise<void> {
    return tell(this.site.brokers, this.site.topicPrefix, events, 0);
  }

  /** A company applies; mails follow. */
  apply(): Promise<Answer> {
    const company = madeUpCompany('Calm Water', 'GmbH', 'DE');
    return this.admin.post('/api/partners/apply', applicationOf(company, person('Ola', 'Nord', company.domain)), { idempotencyKey: randomUUID() });
  }

  /** Does something with everything that a list holds now. */
  async each(path: string, act: (id: string) => Promise<Answer>): Promise<void> {
    await this.signIn();
    const { body } = await this.admin.get(path);
    for (const item of list(body, 'items')) await act(field(item, 'id'));
  }

  /** Somebody is always there: pages are read every second, and a company applies every five. What fails, fails. */
  async visitors(): Promise<void> {
    for (let turn = 0; !this.#quiet; turn += 1) {
      if (turn % 200 === 0) await this.signIn().catch(() => undefined);
      const reads = ['/api/programme', '/api/deals?limit=5', '/api/commissions?limit=5', '/api/notifications', '/api/session'].map((path) => this.admin.get(path));
      await Promise.allSettled([...reads, ...(turn % 5 === 0 ? [this.apply()] : [])]);
      await sleep(1000);
    }
  }

  rest(): void {
    this.#quiet = true;
  }
}
