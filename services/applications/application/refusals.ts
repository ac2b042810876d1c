import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database/database';
import { databaseErrorCode, isViolationOf } from '#libs/database/failures';
import type { Draft } from './application.draft.ts';
import { DuplicateApplication, ReapplyTooEarly } from './application.errors.ts';
import { duplicateAnswer, tooEarlyAnswer, type Holder } from './duplicate.answer.ts';

/** Raised by `application_submit`. */
const duplicate = 'PM001';
const tooEarly = 'PM002';
const tooEarlyToContest = 'PM003';

/** Whether a person may look at it: the company that holds the keys, or that was turned down, may be another one. */
export function mayContest(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code === duplicate || code === tooEarly;
}

/** Finds out, after a submission was rolled back, what to tell the applicant. */
@Injectable()
export class Refusals {
  constructor(private readonly database: Database) {}

  /** The error that the applicant gets; any that is no refusal comes back as it is. */
  async explain(error: unknown, draft: Draft): Promise<unknown> {
    const { locale } = draft.body;
    const code = databaseErrorCode(error);
    if (code === duplicate) return new DuplicateApplication(duplicateAnswer(await this.holders(draft), locale));
    if (code === tooEarly) return new ReapplyTooEarly(tooEarlyAnswer(await this.companyMayReapplyFrom(draft), locale));
    if (code === tooEarlyToContest) return new ReapplyTooEarly({ mayReapplyFrom: (await this.personMayReapplyFrom(draft)).toISOString(), otherSteps: [] });
    // Somebody contests twice: what is left is to follow the first one.
    if (isViolationOf(error, 'application_contested_once')) return new DuplicateApplication(duplicateAnswer([{ kind: 'domain', partnerId: null }], locale));
    return error;
  }

  private holders({ keys }: Draft): Promise<Holder[]> {
    return this.ask(
      `SELECT m.kind, m.partner_id AS "partnerId" FROM jsonb_to_recordset($1) AS k(kind text, value text)
         JOIN match_key m ON m.kind = k.kind AND m.value = k.value AND m.released_at IS NULL`,
      [JSON.stringify(keys)],
    );
  }

  private async companyMayReapplyFrom({ keys, submittedAt }: Draft): Promise<Date> {
    const [found] = await this.ask<{ from: Date | null }>(
      `SELECT max(m.reapply_from) AS from FROM jsonb_to_recordset($1) AS k(kind text, value text)
         JOIN match_key m ON m.kind = k.kind AND m.value = k.value WHERE k.kind <> 'name'`,
      [JSON.stringify(keys)],
    );
    return found?.from ?? submittedAt;
  }

  private async personMayReapplyFrom({ body, submittedAt }: Draft): Promise<Date> {
    const [found] = await this.ask<{ from: Date | null }>('SELECT max(may_reapply_from) AS from FROM application WHERE contact_email = $1', [body.contact.email]);
    return found?.from ?? submittedAt;
  }

  /** Match keys have no policy and are read by the code that decides alone. */
  private ask<R extends object>(sql: string, values: unknown[]): Promise<R[]> {
    return this.database.inTransaction({ kind: 'system', name: 'applications.refusals' }, (tx) => tx.query<R[]>(sql, values));
  }
}
