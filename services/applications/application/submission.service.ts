import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { applications } from '#libs/contracts/events/applications';
import type { ApplyAnswer, ApplyBody, ContestBody } from '#libs/contracts/http/applications';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { databaseErrorCode, isViolationOf } from '#libs/database/failures';
import { Idempotency, isClaimed, type IdempotentRequest } from '#libs/database/idempotency';
import { atCommitAll } from '#libs/database/transaction.work';
import { Outbox } from '#libs/messaging/outbox';
import { itemOf, type Draft } from './application.draft.ts';
import { RequirementSheet } from '../programme/requirement-sheet.entity.ts';
import { Intake } from './intake.ts';
import { mayContest, Refusals } from './refusals.ts';
import { StatusLinks } from './status-links.ts';

const anybody: Actor = { kind: 'public' };
/** Reads whether the person was turned down lately, which the public may not. */
const contesting: Actor = { kind: 'system', name: 'applications.contest' };
/** Raised by `application_submit`. */
const sheetUnknown = 'PM004';
/** What is stored for a repeated request: no link, that is made again. */
type Stored = Omit<ApplyAnswer, 'statusUrl'>;

/** A company applies. Few round trips on purpose: this is the path that a campaign floods. */
@Injectable()
export class Submission {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly outbox: Outbox,
    private readonly intake: Intake,
    private readonly refusals: Refusals,
    private readonly links: StatusLinks,
  ) {}

  async apply(body: ApplyBody, request: IdempotentRequest | undefined): Promise<ApplyAnswer> {
    return this.submitted(await this.intake.prepare(body), (draft) => this.write(draft, request));
  }

  /** A refused applicant says that it is another company. What turns out to be none is an ordinary application; the rest waits without match keys. */
  async contest({ statement, ...body }: ContestBody, request: IdempotentRequest | undefined): Promise<ApplyAnswer> {
    return this.submitted(await this.intake.prepare(body, statement), (draft) =>
      this.contested(request, async (tx) => {
        const waits = await this.writeOrContest(tx, draft);
        const { id } = draft;
        if (waits) await this.outbox.append(tx, applications, 'application.contested.v1', id, { ...mailed(draft), submittedAt: draft.submittedAt.toISOString() });
        else await this.outbox.append(tx, applications, 'application.submitted.v1', id, submittedData(draft));
        return answerOf(draft);
      }),
    );
  }

  private async submitted(first: Draft, write: (draft: Draft) => Promise<Stored>): Promise<ApplyAnswer> {
    for (let draft = first; ; ) {
      try {
        return this.withLink(await write(draft), draft);
      } catch (error) {
        // The first application since the programme changed.
        if (databaseErrorCode(error) === sheetUnknown) await this.keep(draft.sheet);
        // One reference in some millions is taken; the next one is not.
        else if (isViolationOf(error, 'application_reference_key')) draft = this.intake.underAnotherReference(draft);
        else throw await this.refusals.explain(error, draft);
      }
    }
  }

  /** One message to the database for all of it, shared with whoever applies at the same moment; a refusal comes out as an error of the transaction. */
  private async write(draft: Draft, request: IdempotentRequest | undefined): Promise<Stored> {
    const stored = answerOf(draft);
    const submitted = async (tx: EntityManager): Promise<Stored> => {
      await this.outbox.append(tx, applications, 'application.submitted.v1', draft.id, submittedData(draft));
      atCommitAll(tx, { list: 'application_submit', item: () => itemOf(draft, false) });
      return stored;
    };
    try {
      return await this.database.inSharedTransaction(anybody, (tx) => {
        this.idempotency.claim(tx, request, stored);
        return submitted(tx);
      });
    } catch (error) {
      if (!isClaimed(error)) throw error;
      return this.database.inTransaction(anybody, (tx) => this.idempotency.once(tx, request, () => submitted(tx)));
    }
  }

  private async keep(sheet: RequirementSheet): Promise<void> {
    await this.database.inTransaction(anybody, (tx) => tx.createQueryBuilder().insert().into(RequirementSheet).values(sheet).orIgnore().execute());
  }

  private async contested(request: IdempotentRequest | undefined, work: (tx: EntityManager) => Promise<Stored>): Promise<Stored> {
    return this.database.inTransaction(contesting, (tx) => this.idempotency.once(tx, request, () => work(tx)));
  }

  /** A repeated request is answered with the application that it made the first time. */
  private withLink(stored: Stored, draft: Draft): ApplyAnswer {
    return { ...stored, statusUrl: stored.id === draft.id ? draft.statusUrl : this.links.urlOf(stored.id) };
  }

  /** Whether it had to be contested. */
  private async writeOrContest(tx: EntityManager, draft: Draft): Promise<boolean> {
    try {
      await tx.transaction((savepoint) => submitNow(savepoint, draft, false));
      return false;
    } catch (error) {
      if (!mayContest(error)) throw error;
      await submitNow(tx, draft, true);
      return true;
    }
  }
}

async function submitNow(tx: EntityManager, draft: Draft, contested: boolean): Promise<void> {
  await tx.query('SELECT application_submit($1::jsonb)', [`[${itemOf(draft, contested)}]`]);
}

function answerOf({ id, reference, submittedAt, decisionDueAt }: Draft): Stored {
  return { id, reference, status: 'submitted', submittedAt: submittedAt.toISOString(), decisionDueAt: decisionDueAt.toISOString() };
}

function mailed({ reference, statusLink, body: { company, contact, locale } }: Draft) {
  const applicant = { name: `${contact.firstName} ${contact.lastName}`, email: contact.email, locale };
  return { reference, companyName: company.legalName, applicant, statusLink };
}

function submittedData(draft: Draft) {
  const { body, tierQualifiedFor, tierNames, submittedAt, decisionDueAt } = draft;
  return {
    ...mailed(draft),
    country: body.company.country,
    tierAskedFor: body.goals.tier,
    tierQualifiedFor,
    tierAskedForName: tierNames.askedFor,
    tierQualifiedForName: tierNames.qualifiedFor,
    submittedAt: submittedAt.toISOString(),
    decisionDueAt: decisionDueAt.toISOString(),
  };
}
