import type { Locale } from '#libs/contracts/primitives';
import { headerLine } from './header-line.ts';
import { css, layout, words } from './layout.ts';
import type { ForFeed, Message } from './message.ts';
import { plainText } from './plain-text.ts';

/** What a mail says to one reader, beside the message's own data. */
export interface Reader {
  readonly locale: Locale;
  readonly recipientName: string;
  /** Absolute; the bearer link of a mail passes through here and is kept nowhere. */
  readonly link?: string | undefined;
  /** RFC 3339; when the link ends. */
  readonly linkExpiresAt?: string | undefined;
}

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

// Loaded with the first text, as html-to-text and juice are: the service starts faster and idles smaller without them.
const engine = () => import('./engine.ts');

/** A name that reads like an address is left out: anybody can apply with anybody's mail address, and mail programs make links of such names. */
function salutation(name: string): string {
  return /[/\\:@]|www\.|\.\p{L}{2,}/iu.test(name) ? '' : headerLine(name);
}

/** The page below PUBLIC_URL to which a mail leads, as its data fills it in. */
export async function renderPage(page: string, message: Message, data: unknown): Promise<string> {
  const { fill } = await engine();
  return fill(page, message.data.parse(data), { escape: false });
}

/** Subject, HTML and text of a mail. Throws where data does not fit the message. */
export async function renderMail(message: Message, data: unknown, reader: Reader): Promise<RenderedMail> {
  const { address, fill } = await engine();
  const values = {
    ...message.data.parse(data),
    ...reader,
    link: reader.link === undefined ? undefined : address(reader.link),
    salutation: salutation(reader.recipientName),
    words: words[reader.locale],
  };
  const { subject: subjectSource, body } = message[reader.locale];
  const subject = headerLine(fill(subjectSource, values, { escape: false }));
  const content = fill(body, values, { escape: true });
  const page = fill(layout, { ...values, subject, content }, { escape: true });
  const { default: juice } = await import('juice');
  const html = juice.inlineContent(page, css);
  return { subject, html, text: await plainText(html) };
}

export interface FeedText {
  readonly title: string;
  readonly body: string | null;
  readonly link: string | null;
}

/** What the message says in the feed, as plain text; undefined where it says nothing there. */
export async function renderFeed(message: ForFeed, data: unknown, locale: Locale): Promise<FeedText | undefined> {
  const { feed } = message[locale];
  if (!feed) return undefined;
  const { fill } = await engine();
  const values = { ...message.data.parse(data), locale };
  const text = (source: string) => headerLine(fill(source, values, { escape: false }));
  return {
    title: text(feed.title),
    body: feed.body === undefined ? null : text(feed.body),
    link: message.feedLink === undefined ? null : text(message.feedLink),
  };
}
