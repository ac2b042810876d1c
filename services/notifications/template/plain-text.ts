import type { HtmlToTextOptions } from 'html-to-text';

const options: HtmlToTextOptions = {
  wordwrap: 76,
  selectors: [
    { selector: 'h1', options: { uppercase: false } },
    // Addresses stand bare and unbroken, so that every mail program makes links of them.
    { selector: 'a', options: { linkBrackets: false, hideLinkHrefIfSameAsText: true } },
    { selector: 'p.address', format: 'skip' },
    { selector: 'blockquote', options: { trimEmptyLines: false } },
  ],
};

let convert: ((html: string) => string) | undefined;

/** The text part of a mail, from its HTML. */
export async function plainText(html: string): Promise<string> {
  // Loaded with the first mail, and its selectors read once for all: the service starts faster and idles smaller without it.
  convert ??= (await import('html-to-text')).compile(options);
  return `${convert(html).trim()}\n`;
}
