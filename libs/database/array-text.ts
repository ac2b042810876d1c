const special = /["\\]/;

/** Quoted as an element of an array's notation, or a field of a row's. */
export function quoted(text: string): string {
  // Most texts have none, and looking is cheaper than replacing nothing.
  return special.test(text) ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : `"${text}"`;
}

/** Texts as an array in PostgreSQL's own notation: `{"a","b \"c\""}`. */
export function arrayText(texts: readonly string[]): string {
  return `{${texts.map(quoted).join(',')}}`;
}
