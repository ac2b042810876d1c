import type { Locale } from '#libs/contracts/primitives';
import type { NewDigestLine } from '../digest/mail-digest.queue.ts';
import type { NewFeedEntry } from '../feed/feed.service.ts';
import type { NewDelivery } from '../mail/deliveries.service.ts';
import type { Ways } from '../preference/notice-preferences.ts';
import { type FeedText, renderFeed } from '../template/renderer.ts';
import type { Addressee } from './addressee.ts';
import type { Told } from './notice.ts';

/** What a notice comes to. */
interface Writings {
  readonly mails: readonly NewDelivery[];
  readonly lines: readonly NewDigestLine[];
  readonly entries: readonly NewFeedEntry[];
  readonly isEmpty: boolean;
}

interface Reader extends Ways {
  readonly to: Addressee;
}

export async function writingsOf(told: Told, readers: readonly Reader[]): Promise<Writings> {
  const texts = await feedTexts(told, readers);
  const mails: NewDelivery[] = [];
  const lines: NewDigestLine[] = [];
  const entries: NewFeedEntry[] = [];
  for (const { to, mail, feed } of readers) {
    const text = texts.get(to.locale);
    const line = mail === 'daily' ? lineFor(to, told, text) : [];
    if (told.ways !== 'feed') {
      lines.push(...line);
      if (line.length === 0 && mail !== 'never') mails.push(...mailTo(to, told));
    }
    if (told.ways !== 'mail' && feed) entries.push(...entryFor(to, told, text));
  }
  return { mails, lines, entries, isEmpty: mails.length + lines.length + entries.length === 0 };
}

function mailTo({ address: recipient, name: recipientName, locale }: Addressee, { eventId, message: { name: template }, data, sealedLink, linkExpiresAt, context: { traceparent, correlationId } }: Told): NewDelivery[] {
  return recipient === undefined ? [] : [{ eventId, template, recipient, recipientName, locale, data, sealedLink, linkExpiresAt, traceparent, correlationId }];
}

/** Of whoever has no address there is no mail to add it to; what says nothing in feeds has no line, and comes at once. */
function lineFor({ userId, address }: Addressee, { eventId, message: { name: template } }: Told, text: FeedText | undefined): NewDigestLine[] {
  return userId === undefined || address === undefined || text === undefined ? [] : [{ ...text, userId, eventId, template }];
}

function entryFor({ userId: recipientId }: Addressee, { eventId, message: { name: kind }, context }: Told, text: FeedText | undefined): NewFeedEntry[] {
  return recipientId === undefined || text === undefined ? [] : [{ ...text, recipientId, eventId, kind, context }];
}

/** The text is the same for everybody who reads one language; asked for where anybody signs in. */
async function feedTexts({ message, data }: Told, readers: readonly Reader[]): Promise<ReadonlyMap<Locale, FeedText | undefined>> {
  const languages = new Set(readers.flatMap(({ to: { userId, locale } }) => (userId === undefined ? [] : [locale])));
  return new Map(await Promise.all([...languages].map(async (locale) => [locale, await renderFeed(message, data, locale)] as const)));
}
