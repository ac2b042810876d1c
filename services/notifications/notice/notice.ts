import type { z } from 'zod';
import { isErased, type Locale } from '#libs/contracts/primitives';
import type { Recipient } from '../recipient/recipient.entity.ts';
import type { DataFor, FeedMessage, Message } from '../template/message.ts';

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

/** What an event makes us tell. */
export interface Notice<D extends z.ZodObject = z.ZodObject> {
  readonly message: Message<D>;
  readonly to: readonly Addressee[];
  readonly data: DataFor<Message<D>>;
  readonly sealedLink?: string;
  /** RFC 3339. */
  readonly linkExpiresAt?: string;
  /** The feed has told of it already, piece by piece. */
  readonly isMailAlone?: boolean;
}

/** What an event puts into feeds alone. */
export interface FeedNotice<D extends z.ZodObject = z.ZodObject> {
  readonly message: FeedMessage<D>;
  readonly to: readonly Addressee[];
  readonly data: DataFor<FeedMessage<D>>;
}

/** Somebody known by an event alone, such as an applicant; of a person who was erased meanwhile, nothing is left to write to. */
export function outsider({ name, email, locale }: { name: string; email: string; locale: Locale }): Addressee {
  return { name, address: isErased(email) ? undefined : email, locale, mailWanted: true, feedWanted: false };
}

/** Somebody who signs in. Before that has happened once, only the feed is filled: it waits for them. */
export function insider({ userId, name, email, locale, status, mailWanted, feedWanted }: Recipient): Addressee {
  return { name: name ?? '', address: status === 'active' ? (email ?? undefined) : undefined, locale, userId, mailWanted, feedWanted };
}
