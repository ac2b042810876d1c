import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutsideClient, type Answer } from '../../tools/demo/client.ts';
import { applicationOf, freshPassword, madeUpCompany, person } from '../../tools/demo/companies.ts';
import { Inbox } from '../../tools/demo/inbox.ts';
import { field } from '../../tools/demo/report.ts';
import type { Running } from '../support/running.ts';

/** One company whose way in was confirmed to the client, step by step. */
export interface Confirmed {
  readonly applicationId: string;
  readonly legalName: string;
  readonly email: string;
  partnerId: string | undefined;
  /** Whom the owner has invited, where the owner has come in. */
  colleague?: string;
}

interface Options {
  /** Between two companies of a lane: what is measured here is what is lost, not how much is carried. */
  readonly pauseMs?: number;
  /** Companies are asked and answer too; their owners activate, sign in and invite a colleague. They look for their mails among all that came, so for minutes only. */
  readonly whole?: boolean;
}

const GIVE_UP_MS = 120_000;

/** Companies that apply and are approved while things break; the client repeats what was not answered, with the same key, as a browser or a CRM would. */
export class Traffic {
  readonly confirmed: Confirmed[] = [];
  repeats = 0;
  readonly #running: Running;
  readonly #admin: OutsideClient;
  readonly #pauseMs: number;
  readonly #whole: boolean;
  #stopping = false;
  #signingIn: Promise<void> | undefined;

  constructor(running: Running, { pauseMs = 700, whole = false }: Options = {}) {
    this.#running = running;
    this.#pauseMs = pauseMs;
    this.#whole = whole;
    this.#admin = new OutsideClient(running.url);
  }

  async signIn(): Promise<void> {
    const { adminEmail: email, adminPassword: password } = this.#running;
    await this.#until(() => this.#admin.post('/api/partners/login', { email, password }), [200]);
  }

  /** A token counts for ten minutes; all lanes find out at once. */
  #signInAgain(): Promise<void> {
    this.#signingIn ??= this.signIn().finally(() => (this.#signingIn = undefined));
    return this.#signingIn;
  }

  /** Goes on until `stop`; resolves when every company under way has arrived. */
  async run(lanes: number): Promise<void> {
    await Promise.all(Array.from({ length: lanes }, () => this.#lane()));
  }

  stop(): void {
    this.#stopping = true;
  }

  async #lane(): Promise<void> {
    while (!this.#stopping) {
      await this.#company();
      await sleep(this.#pauseMs * (0.5 + Math.random()));
    }
  }

  async #company(): Promise<void> {
    const company = madeUpCompany('Storm Petrel', 'GmbH', 'DE');
    const contact = person('Rain', 'Walker', company.domain);
    const key = randomUUID();
    const applied = await this.#until(() => new OutsideClient(this.#running.url).post('/api/partners/apply', applicationOf(company, contact), { idempotencyKey: key }), [201]);
    const confirmed: Confirmed = { applicationId: field(applied.body, 'id'), legalName: company.legalName, email: contact.email, partnerId: undefined };
    this.confirmed.push(confirmed);
    // A move whose answer was lost has happened: its repetition under the same key gets the first answer, and without one an honest 409.
    await this.#move(confirmed.applicationId, 'review', {});
    if (this.#whole) await this.#asked(confirmed.applicationId, field(applied.body, 'statusUrl'));
    const approved = await this.#move(confirmed.applicationId, 'approve', { tier: 'gold' });
    confirmed.partnerId = field(approved.body, 'partnerId');
    if (this.#whole) confirmed.colleague = await this.#comesIn(contact.email, company.domain);
  }

  async #asked(id: string, statusUrl: string): Promise<void> {
    await this.#move(id, 'more-info', { question: 'Which insurers do you advise today?' });
    const [applicant, key] = [new OutsideClient(this.#running.url), randomUUID()];
    const token = statusUrl.slice(statusUrl.indexOf('#token=') + '#token='.length);
    await this.#until(() => applicant.post(`/api/applications/status/${token}/answer`, { answer: 'Three regional insurers.' }, { idempotencyKey: key }), [200]);
  }

  /** The owner activates by the link in the mail, signs in and invites a colleague, whose address is returned. */
  async #comesIn(email: string, domain: string): Promise<string> {
    const { token } = await new Inbox(this.#running.mailUrl, GIVE_UP_MS).tokenFor(email, '/activate');
    const [owner, password, key] = [new OutsideClient(this.#running.url), freshPassword(), randomUUID()];
    // An activation whose answer was lost has used the link; that the password counts is shown by what follows.
    await this.#until(() => owner.post('/api/activation', { token, password }), [200, 410]);
    await this.#until(() => owner.post('/api/partners/login', { email, password }), [200]);
    const colleague = person('Jonas', 'Weber', domain);
    const invitation = { email: colleague.email, name: 'Jonas Weber', roles: ['seller'], locale: 'en' };
    await this.#until(() => owner.post('/api/users', invitation, { idempotencyKey: key }), [201]);
    return colleague.email;
  }

  async #move(id: string, move: string, body: unknown): Promise<Answer> {
    const key = randomUUID();
    return this.#until(() => this.#admin.post(`/api/applications/${id}/${move}`, body, { idempotencyKey: key }), [200]);
  }

  async #until(ask: () => Promise<Answer>, due: readonly number[]): Promise<Answer> {
    const end = Date.now() + GIVE_UP_MS;
    for (;;) {
      const answer = await ask().catch((error: unknown) => ({ status: 0, headers: new Headers(), body: String(error) }));
      if (due.includes(answer.status)) return answer;
      const passing = answer.status === 0 || answer.status >= 500 || answer.status === 429 || isInFlight(answer) || isTokenTrouble(answer);
      if (!passing || Date.now() > end) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
      if (answer.status === 0 || answer.status >= 500) this.repeats += 1;
      if (isTokenTrouble(answer)) await this.#signInAgain();
      await sleep(100 + Math.random() * 200);
    }
  }
}

const code = (answer: Answer): unknown => (typeof answer.body === 'object' && answer.body !== null ? Reflect.get(answer.body, 'code') : undefined);
/** The first try still runs: ask again. */
const isInFlight = (answer: Answer): boolean => answer.status === 409 && code(answer) === 'http/idempotency-in-flight';
const isTokenTrouble = (answer: Answer): boolean => String(code(answer)).startsWith('auth/token');
