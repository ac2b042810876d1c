import { boundedKey } from '#libs/matching/bounded-key';
import { ownWebsiteDomain, workMailDomain } from '#libs/matching/company-domain';
import { nameKey } from '#libs/matching/company-name';
import { registrationKey } from './registration-number.ts';

export const matchKinds = ['domain', 'name', 'registration'] as const;
export type MatchKind = (typeof matchKinds)[number];

/** One thing by which a company is recognised; two companies that share one are taken for the same. */
export interface MatchKey {
  readonly kind: MatchKind;
  readonly value: string;
}

/** What of an application tells which company it is about. */
export interface CompanyIdentity {
  readonly legalName: string;
  readonly website: string;
  readonly country: string;
  readonly registrationNumber?: string | undefined;
  readonly email: string;
}

/** A company's keys without repetition, in the one order in which keys are locked everywhere. */
export function matchKeysOf({ legalName, website, country, registrationNumber, email }: CompanyIdentity): MatchKey[] {
  const registration = registrationNumber === undefined ? undefined : registrationKey(registrationNumber, country);
  const domains = new Set([ownWebsiteDomain(website), workMailDomain(email)]);
  const keys: MatchKey[] = [...domains].filter((value) => value !== undefined).map((value) => ({ kind: 'domain', value }));
  keys.push({ kind: 'name', value: boundedKey(`${country}:${nameKey(legalName)}`) });
  if (registration !== undefined) keys.push({ kind: 'registration', value: boundedKey(`${country}:${registration}`) });
  return keys.toSorted((a, b) => compare(a.kind, b.kind) || compare(a.value, b.value));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
