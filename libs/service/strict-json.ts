import { isUtf8 } from 'node:buffer';
import { httpProblem } from './problems.ts';

const maxDepth = 32;
const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/**
 * Parses a JSON body and refuses what `JSON.parse` lets through: keys named twice (the last would win, the first was perhaps
 * what a proxy checked), `__proto__` keys, nesting over 32 levels and bytes that are no UTF-8. Throws a 400 problem.
 *
 * V8's parser does the parsing; names in the text are then counted against names in the result, which costs a fraction of a
 * parse and finds every duplicate, because a duplicate is exactly a name that left no property.
 */
export function parseStrictJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw httpProblem('http/malformed-text');
  const text = body.toString('utf8');
  if (text.trim() === '') throw httpProblem('http/malformed-json', { detail: 'The body is empty.' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw httpProblem('http/malformed-json', { detail: 'It may have been cut short.' });
  }
  if (typeof value !== 'object' || value === null) return value;
  if (countNames(text) !== countProperties(value, 1)) {
    throw httpProblem('http/duplicate-key', { detail: `The key ${JSON.stringify(firstDuplicate(text))} stands twice in one object.` });
  }
  return value;
}

/** Names in valid JSON text: strings that a colon follows. */
function countNames(text: string): number {
  let names = 0;
  for (let start = text.indexOf('"'); start !== -1; ) {
    const end = endOfString(text, start);
    const next = skipWhitespace(text, end + 1);
    if (text.charCodeAt(next) === colon) names += 1;
    start = text.indexOf('"', next);
  }
  return names;
}

/** Index of the quote that closes the string opened at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, index: number): boolean {
  let before = index - 1;
  while (text.charCodeAt(before) === backslash) before -= 1;
  return (index - before) % 2 === 0;
}

function skipWhitespace(text: string, from: number): number {
  let index = from;
  for (let code = text.charCodeAt(index); code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; code = text.charCodeAt(index)) index += 1;
  return index;
}

/** Properties of a parsed value and everything in it; the depth is bounded here, so the recursion is. */
function countProperties(value: object, depth: number): number {
  if (depth > maxDepth) throw httpProblem('http/too-deep', { detail: `At most ${maxDepth} levels are accepted.` });
  let count = 0;
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    for (const item of items) if (typeof item === 'object' && item !== null) count += countProperties(item, depth + 1);
    return count;
  }
  // What the parser makes inherits nothing that a loop would find, and a key named `__proto__` is the object's own.
  for (const name in value) {
    if (name === '__proto__') throw httpProblem('http/forbidden-key', { detail: 'The key "__proto__" is not accepted.' });
    count += 1;
    const item: unknown = value[name as keyof typeof value];
    if (typeof item === 'object' && item !== null) count += countProperties(item, depth + 1);
  }
  return count;
}

/** The slow way, only for the error's wording. */
function firstDuplicate(text: string): string {
  const open: Set<string>[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x7b || code === 0x5b) open.push(new Set());
    else if (code === 0x7d || code === 0x5d) open.pop();
    else if (code === quote) {
      const end = endOfString(text, index);
      if (text.charCodeAt(skipWhitespace(text, end + 1)) === colon) {
        const name: unknown = JSON.parse(text.slice(index, end + 1));
        const names = open.at(-1);
        if (typeof name === 'string' && names?.has(name)) return name;
        if (typeof name === 'string') names?.add(name);
      }
      index = end;
    }
  }
  return '';
}
