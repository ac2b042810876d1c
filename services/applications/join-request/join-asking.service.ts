import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { partners } from '#libs/contracts/events/partners';
import type { JoinRequestBody } from '#libs/contracts/http/applications';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { contactErrors, countryErrors, websiteErrors } from '../application/apply.checks.ts';
import { validationFailed } from '../application/application.errors.ts';
import { matchKeysOf, type MatchKey } from '../match-key/match-key.ts';

const by: Actor = { kind: 'system', name: 'applications.join-requests' };
const accepted = { accepted: true } as const;

interface PartnerFound {
  readonly id: string;
  readonly companyName: string;
}

/** Passes a request to join on to the partner's owners; the answer never says whether there is such a partner. */
@Injectable()
export class JoinAsking {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  async ask(body: JoinRequestBody, request: IdempotentRequest | undefined): Promise<typeof accepted> {
    const { company, contact } = body;
    const errors = [...websiteErrors(company.website), ...countryErrors(company.country), ...contactErrors(contact)];
    if (errors.length > 0) throw validationFailed(errors);
    const keys = matchKeysOf({ ...company, email: contact.email });
    return this.database.inTransaction(by, (tx) =>
      this.idempotency.once(tx, request, async () => {
        const partner = await partnerWith(tx, keys);
        if (partner !== undefined) await this.store(tx, partner, body);
        return accepted;
      }),
    );
  }

  private async store(tx: EntityManager, { id: partnerId, companyName }: PartnerFound, { contact, locale, message }: JoinRequestBody): Promise<void> {
    const requestId = this.ids.uuid();
    const requestedAt = this.clock.now();
    const name = `${contact.firstName} ${contact.lastName}`;
    const written = await tx.query<unknown[]>(
      `INSERT INTO join_request (id, partner_id, status, person_name, person_email, person_job_title, locale, message, requested_at)
         VALUES ($1, $2, 'open', $3, $4, $5, $6, $7, $8) ON CONFLICT (partner_id, person_email) WHERE status = 'open' DO NOTHING RETURNING id`,
      [requestId, partnerId, name, contact.email, contact.jobTitle, locale, message, requestedAt],
    );
    if (written.length === 0) return;
    const person = { name, email: contact.email, jobTitle: contact.jobTitle, locale };
    const data = { requestId, companyName, person, ...(message === undefined ? {} : { message }), requestedAt: requestedAt.toISOString() };
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
