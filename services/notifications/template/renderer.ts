import Handlebars from 'handlebars';
import type { Locale } from '#libs/contracts/primitives';
import { helpers } from './helpers.ts';
import { css, layout, partials, words } from './layout.ts';
import type { Message } from './message.ts';
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

const longestSubject = 250;

const handlebars = Handlebars.create();
handlebars.registerHelper(helpers);
handlebars.registerPartial(partials);

const compiled = new Map<string, Handlebars.TemplateDelegate>();

/** Strict: a field that a template names and the data lacks is an error, not a hole in the mail. */
function fill(source: string, values: object, { escape }: { escape: boolean }): string {
  const key = `${escape} ${source}`;
  const template = compiled.get(key) ?? handlebars.compile(source, { strict: true, noEscape: !escape });
  compiled.set(key, template);
  return template(values);
}

/** One line, no control characters: nothing that is filled in can begin another header. */
export function headerLine(text: string): string {
  const line = text.replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g, ' ').replace(/ {2,}/g, ' ').trim();
  if (line.length <= longestSubject) return line;
  // Not in the middle of a character.
  return `${line.slice(0, longestSubject - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A name that reads like an address is left out: anybody can apply with anybody's mail address, and mail programs make links of such names. */
function salutation(name: string): string {
  return /[/\\:@]|www\.|\.\p{L}{2,}/iu.test(name) ? '' : headerLine(name);
}

/** Escaped but for `=`, which is harmless between quotes and would look broken to whoever reads the source. */
function address(link: string): Handlebars.SafeString {
  return new Handlebars.SafeString(Handlebars.escapeExpression(link).replaceAll('&#x3D;', '='));
}

/** Subject, HTML and text of a mail. Throws where data does not fit the message. */
export async function renderMail(message: Message, data: unknown, reader: Reader): Promise<RenderedMail> {
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
  // Loaded with the first mail, as html-to-text is.
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
export function renderFeed(message: Message, data: unknown, locale: Locale): FeedText | undefined {
  const { feed } = message[locale];
  if (!feed) return undefined;
  const values = { ...message.data.parse(data), locale };
  const text = (source: string) => headerLine(fill(source, values, { escape: false }));
  return {
    title: text(feed.title),
    body: feed.body === undefined ? null : text(feed.body),
    link: message.feedLink === undefined ? null : text(message.feedLink),
  };
}
