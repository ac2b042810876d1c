import { boundedKey } from '#libs/matching/bounded-key';
import { ownWebsiteDomain } from '#libs/matching/company-domain';
import { nameWords } from '#libs/matching/company-name';

/** What tells which customer is meant. */
export interface AccountIdentity {
  readonly name: string;
  readonly website?: string | null | undefined;
  readonly country: string;
}

/** A customer's keys, as they stand in `account_key`. */
export interface AccountKeys {
  /** Registrable domain; null where everybody can have a page, or none is known. */
  readonly domain: string | null;
  /** Country and name, with and without the order of words: "Group Acme" is "Acme Group", and "Wal Mart" is "Walmart". */
  readonly names: readonly string[];
}

export function accountKeysOf({ name, website, country }: AccountIdentity): AccountKeys {
  const words = nameWords(name);
  const orders = new Set([words.join(''), words.toSorted().join('')]);
  return { domain: (website && ownWebsiteDomain(website)) ?? null, names: [...orders].map((key) => boundedKey(`${country}:${key}`)).toSorted() };
}

/** The words by which a name is searched for; as typed letters, so that legal forms are found too. */
export function searchText(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}
