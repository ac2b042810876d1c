const longest = 250;

/** One line, no control characters: nothing that is filled in can begin another header. */
export function headerLine(text: string): string {
  const line = text.replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g, ' ').replace(/ {2,}/g, ' ').trim();
  if (line.length <= longest) return line;
  // Not in the middle of a character.
  return `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
