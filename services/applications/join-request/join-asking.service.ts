import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { partners } from '#libs/contracts/events/partners';
import type { JoinRequestBody } from '#libs/contracts/http/applications';
import type { Locale } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Sweeper } from '#libs/database/due';
import { isInfrastructureFailure } from '#libs/database/failures';
import { Idempotency, isClaimed, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { atCommit } from '#libs/database/transaction.work';
import { Audit } from '#libs/messaging/audit';
import { Erasure } from '#libs/messaging/erasure';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { contactErrors } from '../application/apply.checks.ts';
import { validationFailed } from '../application/application.errors.ts';
import { matchKeysOf, type MatchKey } from '../match-key/match-key.ts';

const by: Actor = { kind: 'system', name: 'applications.join-requests' };
const accepted = { accepted: true } as const;
const perTransaction = 20;

interface PartnerFound {
  readonly id: string;
  readonly companyName: string;
}

interface Asking {
  readonly id: string;
  readonly match_keys: readonly MatchKey[];
  readonly person_name: string;
  readonly person_email: string;
  readonly person_job_title: string;
  readonly locale: Locale;
  readonly message: string | null;
  readonly requested_at: Date;
}

/**
 * Passes a request to join on to the partner's owners. It is only stored, in the same way for every company, and looked into a moment
 * later, so that neither words nor time tell whether there is such a partner.
 */
@Injectable()
export class JoinAsking implements OnModuleInit {
  private readonly logger = new Logger('JoinAsking');

  constructor(
    private readonly database: Database,
    private readonly sweeper: Sweeper,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly erasure: Erasure,
  ) {}

  onModuleInit(): void {
    this.sweeper.every({ name: 'applications.join-asking', intervalMs: 500, run: (tx) => this.passSomeOn(tx) });
  }

  async ask(body: JoinRequestBody, request: IdempotentRequest | undefined): Promise<typeof accepted> {
    const { company, contact } = body;
    const errors = [...websiteErrors('/company/website', company.website), ...countryErrors('/company/country', company.country), ...contactErrors(contact)];
    if (errors.length > 0) throw validationFailed(errors);
    try {
      return await this.database.inTransaction(by, async (tx) => {
        this.idempotency.claim(tx, request, accepted);
        this.keep(tx, body);
        return accepted;
      });
    } catch (error) {
      if (!isClaimed(error)) throw error;
      return this.database.inTransaction(by, (tx) =>
        this.idempotency.once(tx, request, async () => {
          this.keep(tx, body);
          return accepted;
        }),
      );
    }
  }

  private keep(tx: EntityManager, { company, contact, locale, message }: JoinRequestBody): void {
    const keys = JSON.stringify(matchKeysOf({ ...company, email: contact.email }));
    const name = `${contact.firstName} ${contact.lastName}`;
    atCommit(tx, {
      name: 'join-asking-keep',
      text: `INSERT INTO join_asking (id, match_keys, person_name, person_email, person_job_title, locale, message, requested_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [this.ids.uuid(), keys, name, contact.email, contact.jobTitle, locale, message ?? null, this.clock.now()],
    });
  }

  private async passSomeOn(tx: EntityManager): Promise<number> {
    const askings = await tx.query<Asking[]>('SELECT * FROM join_asking ORDER BY id LIMIT $1', [perTransaction]);
    for (const asking of askings) {
      // One that can never be passed on must not keep all others waiting.
      await tx.transaction((row) => this.look(row, asking)).catch((error: unknown) => {
        if (isInfrastructureFailure(error)) throw error;
        this.logger.error({ message: 'A request to join is given up', id: asking.id, err: error });
      });
    }
    await tx.query('DELETE FROM join_asking WHERE id = ANY($1::uuid[])', [askings.map(({ id }) => id)]);
    return askings.length;
  }

  private async look(tx: EntityManager, asking: Asking): Promise<void> {
    if (await this.erasure.erasedSince(tx, asking.person_email, asking.requested_at)) return;
    const partner = await partnerWith(tx, asking.match_keys);
    if (partner !== undefined) await this.passOn(tx, partner, asking);
  }

  private async passOn(tx: EntityManager, { id: partnerId, companyName }: PartnerFound, asking: Asking): Promise<void> {
    const { id: requestId, person_name: name, person_email: email, person_job_title: jobTitle, locale, message, requested_at: requestedAt } = asking;
    const written = await tx.query<unknown[]>(
      `INSERT INTO join_request (id, partner_id, status, person_name, person_email, person_job_title, locale, message, requested_at)
         VALUES ($1, $2, 'open', $3, $4, $5, $6, $7, $8) ON CONFLICT (partner_id, person_email) WHERE status = 'open' DO NOTHING RETURNING id`,
      [requestId, partnerId, name, email, jobTitle, locale, message, requestedAt],
    );
    if (written.length === 0) return;
    const person = { name, email, jobTitle, locale };
    const data = { requestId, companyName, person, ...(message === null ? {} : { message }), requestedAt: requestedAt.toISOString() };
    await this.outbox.appendAll(tx, [
      outgoing(partners, 'partner.join_requested.v1', partnerId, data),
      this.audit.item({ actor: { kind: 'public' }, action: 'join_request.made', subject: { kind: 'join_request', id: requestId }, details: { partnerId } }),
    ]);
  }
}

/** The active partner that shares a domain or number; a name alone is not enough to write to strangers. */
async function partnerWith(tx: EntityManager, keys: readonly MatchKey[]): Promise<PartnerFound | undefined> {
  const [found] = await tx.query<PartnerFound[]>(
    `SELECT p.id, p.company_name AS "companyName" FROM jsonb_to_recordset($1) AS k(kind text, value text)
       JOIN match_key m ON m.kind = k.kind AND m.value = k.value AND m.released_at IS NULL
       JOIN partner p ON p.id = m.partner_id AND p.status = 'active'
      WHERE k.kind <> 'name' ORDER BY k.kind, p.id LIMIT 1`,
    [JSON.stringify(keys)],
  );
  return found;
}
import { countryErrors, websiteErrors } from '#libs/service/company.checks';
