import type { Statement } from '#libs/database/one.message';
import { Delivery } from './delivery.entity.ts';

type When = 'linkExpiresAt' | 'dueAt' | 'attemptStartedAt' | 'createdAt' | 'settledAt';
type State = { readonly [F in keyof Delivery as Delivery[F] extends (...given: never[]) => unknown ? never : F]: Delivery[F] };

/** A mail as JSON has it. */
type Claimed = Omit<State, When> & { readonly linkExpiresAt: string | null; readonly dueAt: string; readonly attemptStartedAt: string | null; readonly createdAt: string; readonly settledAt: string | null };

/** What one claim took. */
export interface Claims {
  readonly mails: readonly Claimed[];
}

/** By the names of the entity. */
const columns = `id, event_id AS "eventId", template, recipient, recipient_name AS "recipientName", locale, data, sealed_link AS "sealedLink", link_expires_at AS "linkExpiresAt", traceparent, correlation_id AS "correlationId",
  status, due_at AS "dueAt", attempts, deferrals, attempt_started_at AS "attemptStartedAt", repeats, last_error AS "lastError", created_at AS "createdAt", settled_at AS "settledAt"`;

/**
 * Takes the mails that are due, longest first, at most as many as each of the claims asks for, and answers each with its own as they were before.
 *
 * The planner thinks that row-level security hides nearly all of them, and would gather and sort the whole queue for the first few (94 ms with 24,000 waiting):
 * it must read `delivery_due` in its order.
 */
export function claiming(limits: readonly number[], now: Date, leaseEnd: Date): [Statement, Statement] {
  const shares = limits.map((limit, index) => `(${limits.slice(0, index).reduce((sum, each) => sum + each, 0)}, ${limit})`);
  const take = {
    text: `WITH due AS MATERIALIZED (
  SELECT ${columns} FROM delivery WHERE delivery.status = 'due' AND delivery.due_at <= $1 ORDER BY delivery.due_at LIMIT $3 FOR UPDATE SKIP LOCKED
), begun AS (
  UPDATE delivery SET attempts = delivery.attempts + 1, repeats = delivery.repeats + (delivery.attempt_started_at IS NOT NULL)::int, attempt_started_at = $1, due_at = $2
    FROM due WHERE delivery.id = due.id
)
SELECT (SELECT coalesce(json_agg(mail), '[]') FROM (SELECT * FROM due OFFSET share.skipped LIMIT share.taken) mail) AS mails FROM (VALUES ${shares.join(', ')}) AS share(skipped, taken)`,
    values: [now, leaseEnd, limits.reduce((sum, each) => sum + each, 0)],
  };
  return [{ name: 'no-sort', text: `SELECT set_config('enable_sort', 'off', true)`, values: [] }, take];
}

export function claimed({ mails }: Claims): Delivery[] {
  return mails.map((mail) =>
    Object.assign(new Delivery(), mail, { linkExpiresAt: date(mail.linkExpiresAt), dueAt: new Date(mail.dueAt), attemptStartedAt: date(mail.attemptStartedAt), createdAt: new Date(mail.createdAt), settledAt: date(mail.settledAt) }),
  );
}

/**
 * Writes down mails that were sent. Every other end changes more columns than these. One that was erased or cancelled in the meantime stays as it is.
 * One answer for each, whether it was written or not.
 */
export function endingSent(sent: readonly Delivery[]): Statement {
  const rows = sent.map(({ id, status, data, sealedLink, attemptStartedAt, lastError, settledAt }) => ({ id, status, data, sealedLink, attemptStartedAt, lastError, settledAt }));
  return {
    text: `WITH ended AS (
  UPDATE delivery SET status = mail.status, data = mail.data, sealed_link = mail."sealedLink", attempt_started_at = mail."attemptStartedAt", last_error = mail."lastError", settled_at = mail."settledAt"
    FROM jsonb_to_recordset($1) AS mail (id uuid, status text, data jsonb, "sealedLink" text, "attemptStartedAt" timestamptz, "lastError" text, "settledAt" timestamptz)
   WHERE delivery.id = mail.id AND delivery.id = ANY ($2::uuid[]) AND delivery.status = 'due'
) SELECT true AS ended FROM generate_series(1, $3)`,
    values: [JSON.stringify(rows), `{${sent.map(({ id }) => id).join(',')}}`, sent.length],
  };
}

function date(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
