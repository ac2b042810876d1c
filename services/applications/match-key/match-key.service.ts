import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Application } from '../application/application.entity.ts';
import { DuplicateOf } from '../application/application.errors.ts';
import type { MatchKey } from './match-key.ts';
import { SimilarCompanies } from './similar-companies.ts';

/** Who holds which match key after submission. The database's partial unique index decides, never a look beforehand. */
@Injectable()
export class MatchKeys {
  constructor(private readonly similar: SimilarCompanies) {}

  /** Frees the keys; where `reapplyFrom` lies ahead, the company may not claim them before. */
  async release(tx: EntityManager, applicationId: string, at: Date, reapplyFrom: Date | null): Promise<void> {
    const wait = reapplyFrom !== null && reapplyFrom > at ? reapplyFrom : null;
    await tx.query('UPDATE match_key SET released_at = $2, reapply_from = $3 WHERE application_id = $1 AND released_at IS NULL', [applicationId, at, wait]);
  }

  /** From now on the partner holds them. */
  async handOver(tx: EntityManager, applicationId: string, partnerId: string): Promise<void> {
    await tx.query('UPDATE match_key SET partner_id = $2 WHERE application_id = $1 AND released_at IS NULL', [applicationId, partnerId]);
  }

  /**
   * A contested application claims its keys only when it is approved. Throws `DuplicateOf` with the companies that hold some of them,
   * unless the reviewer has said that this is another company: then it gets those that nobody holds, and the others stay where they are.
   */
  async claimContested(tx: EntityManager, application: Application, at: Date, differentCompany: boolean): Promise<void> {
    const wanted = application.matchKeys;
    const claimed = await claim(tx, application.id, wanted, at);
    if (claimed === wanted.length || differentCompany) return;
    throw new DuplicateOf(await this.similar.sharing(tx, application.id, wanted));
  }
}

async function claim(tx: EntityManager, applicationId: string, keys: readonly MatchKey[], at: Date): Promise<number> {
  const rows = await tx.query<unknown[]>(
    `INSERT INTO match_key (kind, value, application_id, claimed_at)
       SELECT k.kind, k.value, $1, $3 FROM jsonb_to_recordset($2) AS k(kind text, value text) ORDER BY k.kind, k.value
       ON CONFLICT (kind, value) WHERE released_at IS NULL DO NOTHING RETURNING kind`,
    [applicationId, JSON.stringify(keys), at],
  );
  return rows.length;
}
