import type { z } from 'zod';
import type { MessageContext } from '#libs/messaging/context';
import type { DataFor, FeedMessage, ForFeed, Message } from '../template/message.ts';
import type { Audience } from './audience.ts';

/** What an event makes us tell. */
export interface Notice<D extends z.ZodObject = z.ZodObject> {
  readonly message: Message<D>;
  readonly to: Audience;
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
  readonly to: Audience;
  readonly data: DataFor<FeedMessage<D>>;
}

/** A notice of an event with its data checked, until it is known whom it reaches. */
export interface Told {
  readonly eventId: string;
  readonly message: ForFeed;
  readonly to: Audience;
  readonly data: object;
  readonly ways: 'both' | 'mail' | 'feed';
  readonly sealedLink?: string | undefined;
  readonly linkExpiresAt?: string | undefined;
  /** Of the event, for what follows from it. */
  readonly context: MessageContext;
}
