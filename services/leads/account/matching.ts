import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DealReview } from '#libs/contracts/http/deals';
import { accountKeysOf, type AccountIdentity } from './account-keys.ts';

export type Why = DealReview['candidates'][number]['why'][number];
export interface Candidate {
  readonly accountId: string;
  readonly why: Why;
}

/** Who a customer is. `probable` has more than one answer, or none that is sure: a person decides; an account it has by the domain alone. */
export type Match =
  | { readonly outcome: 'exact'; readonly accountId: string; readonly candidates: readonly Candidate[] }
  | { readonly outcome: 'probable'; readonly accountId: string | null; readonly candidates: readonly Candidate[] }
  | { readonly outcome: 'none'; readonly accountId: null; readonly candidates: readonly Candidate[] };

/**
 * The one entrance to matching. What happens behind it happens in the SQL function `account_match`, which registering a deal calls too:
 * there it is part of one message to the database.
 */
@Injectable()
export class Matching {
  async match(tx: EntityManager, identity: AccountIdentity): Promise<Match> {
    const { domain, names } = accountKeysOf(identity);
    const [found] = await tx.query<[{ match: Match }]>(
      `SELECT jsonb_build_object('outcome', m.outcome, 'accountId', m.account, 'candidates', m.candidates) AS match FROM account_match($1, $2) AS m`,
      [domain, names],
    );
    return found.match;
  }
}
