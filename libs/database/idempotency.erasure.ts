import type { EntityManager } from 'typeorm';
import { erasedEmail } from '#libs/contracts/primitives';
import type { JsonValue } from './json.ts';

/** What answers call the things that tell who somebody is, and what people have written. */
const personalFields = new Set(['name', 'firstName', 'lastName', 'email', 'phone', 'jobTitle', 'message', 'question', 'answer', 'note', 'statement', 'text']);

/**
 * Takes personal data out of stored answers that mention one of these texts. The keys stay: without them a repeated request would be done again.
 *
 *     await eraseAnswers(tx, [email]);
 */
export async function eraseAnswers(tx: EntityManager, mentions: readonly string[]): Promise<void> {
  const rows = await tx.query<{ scope: string; key: string; answer: JsonValue }[]>(
    `SELECT scope, key, answer FROM idempotency_key
      WHERE EXISTS (SELECT FROM unnest($1::text[]) AS m(mention) WHERE position(lower(mention) in lower(answer::text)) > 0) ORDER BY scope, key`,
    [mentions.map((mention) => JSON.stringify(mention))],
  );
  for (const { scope, key, answer } of rows) await tx.query('UPDATE idempotency_key SET answer = $3 WHERE scope = $1 AND key = $2', [scope, key, JSON.stringify(blank(answer))]);
}

function blank(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(blank);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typeof each === 'string' && personalFields.has(name) ? standIn(name) : blank(each ?? null)]));
}

function standIn(name: string): string {
  return name === 'email' ? erasedEmail : 'erased';
}
