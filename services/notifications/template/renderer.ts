import type { Locale } from '#libs/contracts/primitives';
import { headerLine } from './header-line.ts';
import { layout, words } from './layout.ts';
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

// Loaded with the first text, the other with the first mail, as html-to-text is: the service starts faster and idles smaller without them.
// Asking for a loaded module again costs more than filling in a line; one that failed to load is asked for again.
let texts: typeof import('./engine.ts') | undefined;
let pages: typeof import('./html.engine.ts') | undefined;
const engine = async () => (texts ??= await import('./engine.ts'));
const htmlEngine = async () => (pages ??= await import('./html.engine.ts'));

/** A name that reads like an address is left out: anybody can apply with anybody's mail address, and mail programs make links of such names. */
function salutation(name: string): string {
  return /[/\\:@]|www\.|\.\p{L}{2,}/iu.test(name) ? '' : headerLine(name);
}

/** The page below PUBLIC_URL to which a mail leads, as its data fills it in. */
export async function renderPage(page: string, message: Message, data: unknown): Promise<string> {
  const { fillText } = await engine();
  return fillText(page, message.data.parse(data));
}

/** Subject, HTML and text of a mail. Throws where data does not fit the message. */
export async function renderMail(message: Message, data: unknown, reader: Reader): Promise<RenderedMail> {
  const { fillText } = await engine();
  const { address, fillHtml } = await htmlEngine();
  const values = {
    ...message.data.parse(data),
    ...reader,
    link: reader.link === undefined ? undefined : address(reader.link),
    salutation: salutation(reader.recipientName),
    words: words[reader.locale],
  };
  const { subject: subjectSource, body } = message[reader.locale];
  const subject = headerLine(fillText(subjectSource, values));
  const html = fillHtml(layout, { ...values, subject, content: fillHtml(body, values) });
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
  const { fillText } = await engine();
  const values = { ...message.data.parse(data), locale };
  const text = (source: string) => headerLine(fillText(source, values));
  return {
    title: text(feed.title),
    body: feed.body === undefined ? null : text(feed.body),
    link: message.feedLink === undefined ? null : text(message.feedLink),
  };
}
