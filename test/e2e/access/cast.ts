import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing/eventually';
import { OutsideClient } from '../../../tools/demo/client.ts';
import { applicationOf, freshPassword, madeUpCompany, person, type DemoCompany } from '../../../tools/demo/companies.ts';
import { Inbox } from '../../../tools/demo/inbox.ts';
import { field, list } from '../../../tools/demo/report.ts';
import type { Running } from '../../support/running.ts';
import type { CallerName } from './table.ts';

export interface Cast {
  readonly clients: Readonly<Record<CallerName, OutsideClient>>;
  readonly company: DemoCompany;
  readonly partnerId: string;
  readonly foreignPartnerId: string;
  /** An application that is under review and stays so. */
  readonly applicationId: string;
  readonly joinRequestId: string;
  /** A protected deal of the owner's company. */
  readonly dealId: string;
  /** The seller of the owner's company. */
  readonly sellerId: string;
}

/** One signed-in person of every role, two partners, and rows for path parameters: all made through the gateway. */
export async function assemble(running: Running): Promise<Cast> {
  const make = new CastMaker(running);
  const admin = await make.signedIn(running.adminEmail, running.adminPassword);
  const vendor = async (role: string) => make.invited(admin, `${role}-${randomUUID().slice(0, 8)}@enterprise-scanner.example`, [role]);
  const clients = { admin, partner_manager: await vendor('partner_manager'), reviewer: await vendor('reviewer'), finance: await vendor('finance') };
  const home = await make.partner(admin);
  const away = await make.partner(admin);
  const colleague = (role: string) => make.invited(home.owner, `${role}@${home.company.domain}`.replace('_', '-'), [role]);
  const [seller, partnerFinance, technical] = [await colleague('seller'), await colleague('partner_finance'), await colleague('technical')];
  const users = await home.owner.get('/api/users?role=seller');
  return {
    clients: { anonymous: new OutsideClient(running.url), ...clients, owner: home.owner, seller, partner_finance: partnerFinance, technical, foreign: away.owner },
    company: home.company,
    partnerId: home.partnerId,
    foreignPartnerId: away.partnerId,
    applicationId: await make.application(admin),
    joinRequestId: await make.joinRequest(home.company, home.owner),
    dealId: await make.deal(home.owner),
    sellerId: field(users.body, 'items', 0, 'id'),
  };
}

class CastMaker {
  readonly #url: string;
  readonly #inbox: Inbox;

  constructor(running: Running) {
    this.#url = running.url;
    this.#inbox = new Inbox(running.mailUrl);
  }

  async signedIn(email: string, password: string): Promise<OutsideClient> {
    const client = new OutsideClient(this.#url);
    due(await client.post('/api/partners/login', { email, password }), 200);
    return client;
  }

  async activated(email: string): Promise<OutsideClient> {
    const { token } = await this.#inbox.tokenFor(email, '/activate');
    const password = freshPassword();
    due(await new OutsideClient(this.#url).post('/api/activation', { token, password }), 200);
    return this.signedIn(email, password);
  }

  async invited(by: OutsideClient, email: string, roles: string[]): Promise<OutsideClient> {
    due(await by.post('/api/users', { email, name: 'Test Person', locale: 'en', roles }, { idempotencyKey: randomUUID() }), 201);
    return this.activated(email);
  }

  /** An application under review. */
  async application(admin: OutsideClient, company = madeUpCompany('Lighthouse Analytics', 'Ltd', 'GB')): Promise<string> {
    const applied = await new OutsideClient(this.#url).post('/api/partners/apply', applicationOf(company, person('Ola', 'Nord', company.domain)), { idempotencyKey: randomUUID() });
    due(applied, 201);
    const id = field(applied.body, 'id');
    due(await admin.post(`/api/applications/${id}/review`, {}), 200);
    return id;
  }

  async partner(admin: OutsideClient): Promise<{ company: DemoCompany; partnerId: string; owner: OutsideClient }> {
    const company = madeUpCompany('Granite Shield', 'GmbH', 'DE');
    const id = await this.application(admin, company);
    const approved = await admin.post(`/api/applications/${id}/approve`, { tier: 'authorized' });
    due(approved, 200);
    return { company, partnerId: field(approved.body, 'partnerId'), owner: await this.activated(person('Ola', 'Nord', company.domain).email) };
  }

  /** leads hears of a new partner a moment later. */
  async deal(owner: OutsideClient): Promise<string> {
    const account = { name: `Customer ${randomUUID()}`, country: 'US' };
    const expectedCloseOn = `${new Date().getUTCFullYear() + 1}-06-30`;
    const body = { account, productFamilies: ['cloud-scanner'], estimatedValue: { amount: '1000.00', currency: 'USD' }, contract: 'one_off', expectedCloseOn };
    const registered = await eventually(async () => {
      const answer = await owner.post('/api/deals', body);
      due(answer, 201);
      return answer;
    });
    return field(registered.body, 'id');
  }

  async joinRequest(company: DemoCompany, owner: OutsideClient): Promise<string> {
    const { company: fields, contact } = applicationOf(company, person('Kim', 'Lund', company.domain));
    const { legalName, website, country } = fields;
    due(await new OutsideClient(this.#url).post('/api/partners/join-requests', { company: { legalName, website, country }, contact }, { idempotencyKey: randomUUID() }), 202);
    return eventually(async () => {
      const open = await owner.get('/api/partners/join-requests?status=open');
      due(open, 200);
      return field(list(open.body, 'items')[0], 'id');
    });
  }
}

function due(answer: { status: number; body: unknown }, status: number): void {
  if (answer.status !== status) throw new Error(`Expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
}
