import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { applications } from '#libs/contracts/events/applications';
import type { ApplyAnswer, ApplyBody, ContestBody } from '#libs/contracts/http/applications';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { isViolationOf } from '#libs/database/failures';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { rowOf, wordsOf, type Draft } from './application.draft.ts';
import { DuplicateApplication, ReapplyTooEarly } from './application.errors.ts';
import { duplicateAnswer, type Holder } from './duplicate.answer.ts';
import { Intake } from './intake.ts';
import { StatusLinks } from './status-links.ts';

const anybody: Actor = { kind: 'public' };
/** What is stored for a repeated request: no link, that is made again. */
type Stored = Omit<ApplyAnswer, 'statusUrl'>;
interface Refusal {
  readonly reapplyFrom?: string;
  readonly duplicate?: true;
}

/** A company applies. Few round trips on purpose: this is the path that a campaign floods. */
@Injectable()
export class Submission {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly intake: Intake,
    private readonly links: StatusLinks,
  ) {}

  async apply(body: ApplyBody, request: IdempotentRequest | undefined): Promise<ApplyAnswer> {
    const draft = await this.intake.prepare(body);
    return this.once(request, (tx) => this.submit(tx, draft, false));
  }

  /** A refused applicant says that it is no duplicate. What turns out to be none is an ordinary application; the rest waits without match keys. */
  async contest({ statement, ...body }: ContestBody, request: IdempotentRequest | undefined): Promise<ApplyAnswer> {
    const draft = await this.intake.prepare(body, statement);
    return this.once(request, async (tx) => {
      try {
        return await tx.transaction((savepoint) => this.submit(savepoint, draft, false));
      } catch (error) {
        if (!(error instanceof DuplicateApplication)) throw error;
        return this.submitContested(tx, draft);
      }
    });
  }

  private async once(request: IdempotentRequest | undefined, work: (tx: EntityManager) => Promise<Stored>): Promise<ApplyAnswer> {
    const stored = await this.database.inTransaction(anybody, (tx) => this.idempotency.once(tx, request, () => work(tx)));
    return { ...stored, statusUrl: this.links.urlOf(stored.id) };
  }

  private async submitContested(tx: EntityManager, draft: Draft): Promise<Stored> {
    try {
      return await this.submit(tx, draft, true);
    } catch (error) {
      if (!isViolationOf(error, 'application_contested_once')) throw error;
      throw new DuplicateApplication(duplicateAnswer([{ kind: 'domain', partnerId: null }], draft.body.locale));
    }
  }

  private async submit(tx: EntityManager, draft: Draft, contested: boolean): Promise<Stored> {
    const { id, reference, submittedAt, decisionDueAt } = draft;
    const event = contested ? 'contested' : 'submitted';
    const history = { id: this.ids.uuid(), application_id: id, at: submittedAt, actor_kind: 'public', event, to_status: 'submitted' };
    const values = [JSON.stringify(rowOf(draft, contested)), JSON.stringify(draft.keys), JSON.stringify(history), wordsOf(draft.body), submittedAt];
    const [answer] = await tx.query<[{ refusal: Refusal | null }]>('SELECT application_submit($1, $2, $3, $4, $5) AS refusal', values);
    if (answer.refusal !== null) throw await this.refused(tx, draft, answer.refusal);
    await this.outbox.appendAll(tx, [
      contested ? contestedEvent(draft) : submittedEvent(draft),
      this.audit.item({ actor: anybody, action: `application.${event}`, subject: { kind: 'application', id } }),
    ]);
    return { id, reference, status: 'submitted', submittedAt: submittedAt.toISOString(), decisionDueAt: decisionDueAt.toISOString() };
  }

  private async refused(tx: EntityManager, { id, keys, body }: Draft, { reapplyFrom }: Refusal): Promise<Error> {
    if (reapplyFrom !== undefined) return new ReapplyTooEarly(new Date(reapplyFrom));
    const holders = await tx.query<Holder[]>(
      `SELECT m.kind, m.partner_id AS "partnerId" FROM jsonb_to_recordset($1) AS k(kind text, value text)
         JOIN match_key m ON m.kind = k.kind AND m.value = k.value AND m.released_at IS NULL AND m.application_id <> $2`,
      [JSON.stringify(keys), id],
    );
    return new DuplicateApplication(duplicateAnswer(holders, body.locale));
  }
}

function mailed({ reference, statusLink, body: { company, contact, locale } }: Draft) {
  const applicant = { name: `${contact.firstName} ${contact.lastName}`, email: contact.email, locale };
  return { reference, companyName: company.legalName, applicant, statusLink };
}

function submittedEvent(draft: Draft) {
  const { body, evaluation, submittedAt, decisionDueAt } = draft;
  return outgoing(applications, 'application.submitted.v1', draft.id, {
    ...mailed(draft),
    country: body.company.country,
    tierAskedFor: body.goals.tier,
    tierQualifiedFor: evaluation.qualifiedFor,
    submittedAt: submittedAt.toISOString(),
    decisionDueAt: decisionDueAt.toISOString(),
  });
}

function contestedEvent(draft: Draft) {
  return outgoing(applications, 'application.contested.v1', draft.id, { ...mailed(draft), submittedAt: draft.submittedAt.toISOString() });
}
