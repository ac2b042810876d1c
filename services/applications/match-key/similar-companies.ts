import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { similarCompany } from '#libs/contracts/http/applications';
import type { MatchKey } from './match-key.ts';

export type SimilarCompany = z.output<typeof similarCompany>;
type Why = SimilarCompany['why'][number];

const whyOf: Record<MatchKey['kind'], Why> = { domain: 'domain', name: 'name_and_country', registration: 'registration_number' };
const shown = 20;

interface Row extends Omit<SimilarCompany, 'why' | 'kind'> {
  readonly isPartner: boolean;
}

/** Companies that look like an application's, with the reason, for a reviewer's side-by-side view. */
@Injectable()
export class SimilarCompanies {
  /** Those that share a match key (now or before they were refused) and those whose names are alike in the same country; the most reasons first. */
  async of(tx: EntityManager, application: { id: string; matchKeys: readonly MatchKey[] }): Promise<SimilarCompany[]> {
    const reasons = new Map<string, Set<Why>>();
    const add = (id: string, why: Why) => reasons.set(id, (reasons.get(id) ?? new Set()).add(why));
    for (const { id, kind } of await sharedKeys(tx, application.id, application.matchKeys)) add(id, whyOf[kind]);
    const name = application.matchKeys.find(({ kind }) => kind === 'name')?.value;
    if (name !== undefined) for (const { id } of await similarNames(tx, application.id, name)) add(id, 'similar_name');
    return describe(tx, reasons);
  }

  /** Those that hold one of the keys now. */
  async sharing(tx: EntityManager, applicationId: string, keys: readonly MatchKey[]): Promise<SimilarCompany[]> {
    const rows = await tx.query<{ id: string; kind: MatchKey['kind'] }[]>(
      `SELECT DISTINCT m.application_id AS id, m.kind FROM jsonb_to_recordset($2) AS k(kind text, value text)
         JOIN match_key m ON m.kind = k.kind AND m.value = k.value AND m.released_at IS NULL AND m.application_id <> $1`,
      [applicationId, JSON.stringify(keys)],
    );
    const reasons = new Map<string, Set<Why>>();
    for (const { id, kind } of rows) reasons.set(id, (reasons.get(id) ?? new Set()).add(whyOf[kind]));
    return describe(tx, reasons);
  }
}

/** Contested applications hold no keys, so the keys they would have are looked at too. */
async function sharedKeys(tx: EntityManager, applicationId: string, keys: readonly MatchKey[]): Promise<{ id: string; kind: MatchKey['kind'] }[]> {
  return tx.query(
    `SELECT DISTINCT m.application_id AS id, m.kind FROM jsonb_to_recordset($2) AS k(kind text, value text)
       JOIN match_key m ON m.kind = k.kind AND m.value = k.value AND m.application_id <> $1
     UNION
     SELECT a.id, k.kind FROM application a, jsonb_to_recordset($2) AS k(kind text, value text)
      WHERE a.contested AND a.id <> $1 AND a.match_keys @> jsonb_build_array(jsonb_build_object('kind', k.kind, 'value', k.value))
     LIMIT 100`,
    [applicationId, JSON.stringify(keys)],
  );
}

/** By trigrams of the name key, which begins with the country; contested applications have no keys, so theirs are compared one by one. */
async function similarNames(tx: EntityManager, applicationId: string, key: string): Promise<{ id: string }[]> {
  return tx.query(
    `SELECT id FROM (
       SELECT application_id AS id, value FROM match_key WHERE kind = 'name' AND value % $1
       UNION
       SELECT a.id, k.value FROM application a, jsonb_to_recordset(a.match_keys) AS k(kind text, value text) WHERE a.contested AND k.kind = 'name' AND k.value % $1
     ) AS named
     WHERE id <> $2 AND left(value, 3) = left($1, 3) AND value <> $1 ORDER BY similarity(value, $1) DESC, id LIMIT ${shown}`,
    [key, applicationId],
  );
}

async function describe(tx: EntityManager, reasons: ReadonlyMap<string, ReadonlySet<Why>>): Promise<SimilarCompany[]> {
  if (reasons.size === 0) return [];
  const rows = await tx.query<Row[]>(
    `SELECT coalesce(p.id, a.id) AS id, p.id IS NOT NULL AS "isPartner", coalesce(p.reference, a.reference) AS reference, a.id AS "applicationId",
            a.legal_name AS company, a.country, a.website, coalesce(p.status, a.status) AS status
       FROM application a LEFT JOIN partner p ON p.application_id = a.id WHERE a.id = ANY($1::uuid[])`,
    [[...reasons.keys()]],
  );
  return rows
    .map(({ isPartner, ...row }) => ({ ...row, kind: isPartner ? ('partner' as const) : ('application' as const), why: [...(reasons.get(row.applicationId) ?? [])].toSorted() }))
    .toSorted((a, b) => b.why.length - a.why.length || a.company.localeCompare(b.company))
    .slice(0, shown);
}
