import type { z } from 'zod';
import type { NoticeKind } from '#libs/contracts/http/notifications';
import type { Locale } from '#libs/contracts/primitives';

/** What stands in the feed; only for people who sign in. Never with personal data: it travels on a topic. */
interface FeedWording {
  readonly title: string;
  readonly body?: string;
}

/** Handlebars sources in one language. `body` is HTML inside the layout; whatever is filled in is escaped. */
export interface Wording {
  readonly subject: string;
  readonly body: string;
  readonly feed?: FeedWording;
}

interface Subject<D extends z.ZodObject> {
  /** Stored with each mail: never rename one that may still be queued. */
  readonly name: string;
  /** What people choose ways for; `essential` is about the person's own account or request, and sent whatever they prefer. */
  readonly kind: NoticeKind | 'essential';
  /** Where the feed's entry leads, relative to the gateway (Handlebars). */
  readonly feedLink?: string;
  /** What the event contributes; stored with the mail until it is sent, and parsed again then. */
  readonly data: D;
}

/** What one event says to one kind of reader, by mail and, for people who sign in, in the feed. */
export interface Message<D extends z.ZodObject = z.ZodObject> extends Subject<D>, Readonly<Record<Locale, Wording>> {
  /** Where the mail leads: the link that its issuer sealed, a page below PUBLIC_URL (Handlebars), or nowhere. */
  readonly link: 'sealed' | `/${string}` | 'none';
}

/** What stands in the feed as it happens, while mails tell of it later and added up. */
export interface FeedMessage<D extends z.ZodObject = z.ZodObject> extends Subject<D>, Readonly<Record<Locale, { readonly feed: FeedWording }>> {}

/** Whatever has something to say in the feed. */
export type ForFeed<D extends z.ZodObject = z.ZodObject> = Subject<D> & Readonly<Record<Locale, { readonly feed?: FeedWording }>>;

/**
 * Declares a message; the type of its data follows from the schema.
 *
 * @example
 * export const joinDeclined = defineMessage({ name: 'join-declined', link: 'none', kind: 'essential',
 *   data: z.object({ companyName: z.string() }), en: { subject: '…', body: '…' }, de: { … } });
 */
export function defineMessage<const D extends z.ZodObject>(message: Message<D>): Message<D> {
  return message;
}

/** Declares what is told in the feed alone. */
export function defineFeedMessage<const D extends z.ZodObject>(message: FeedMessage<D>): FeedMessage<D> {
  return message;
}

export type DataFor<M extends { readonly data: z.ZodObject }> = z.input<M['data']>;
