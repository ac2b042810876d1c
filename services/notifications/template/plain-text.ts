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

/** The text part of a mail, from its HTML. */
export async function plainText(html: string): Promise<string> {
  // Loaded with the first mail: the service starts faster and idles smaller without it.
  const { convert } = await import('html-to-text');
  return `${convert(html, options).trim()}\n`;
}
