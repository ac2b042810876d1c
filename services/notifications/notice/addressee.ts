import { isErased, type Locale } from '#libs/contracts/primitives';
import type { Person } from '../recipient/people.ts';

/** Somebody who is told something, and by which ways. */
export interface Addressee {
  readonly name: string;
  /** Undefined where there is nothing to write to. */
  readonly address: string | undefined;
  readonly locale: Locale;
  /** Undefined for people who do not sign in. */
  readonly userId?: string;
  readonly mailWanted: boolean;
  readonly feedWanted: boolean;
}

/** Somebody known by an event alone, such as an applicant; of a person who was erased meanwhile, nothing is left to write to. */
export function outsider({ name, email, locale }: { name: string; email: string; locale: Locale }): Addressee {
  return { name, address: isErased(email) ? undefined : email, locale, mailWanted: true, feedWanted: false };
}

/** Somebody who signs in. Before that has happened once, only the feed is filled: it waits for them. */
export function insider({ userId, name, email, locale, status, mailWanted, feedWanted }: Person): Addressee {
  return { name: name ?? '', address: status === 'active' ? (email ?? undefined) : undefined, locale, userId, mailWanted, feedWanted };
}
