import { literal } from './sql.ts';
import type { SqlValue } from './sql.ts';

/** A statement of our own code; `$1`… stand for the values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** One item for a SQL function that takes a JSON array of them. */
export interface ListCall {
  readonly list: string;
  /** As JSON. */
  readonly item: () => string;
  /** What does the same for an item that is alone, where that is cheaper than a list of one. */
  readonly alone?: Statement;
}

/** What a transaction sends together with COMMIT. */
export type LastWord = Statement | ListCall;

/** As SQL. Calls of one list function become one call, where the first of them stood. */
export function statementsOf(words: readonly LastWord[]): string[] {
  const calls = new Map<string, ListCall[]>();
  const parts = words.flatMap((word): (Statement | ListCall[])[] => {
    if (!('list' in word)) return [word];
    const others = calls.get(word.list);
    if (others) {
      others.push(word);
      return [];
    }
    const first = [word];
    calls.set(word.list, first);
    return [first];
  });
  return parts.map((part) => (Array.isArray(part) ? listCall(part) : filled(part)));
}

function listCall(calls: readonly ListCall[]): string {
  const [first, ...others] = calls;
  if (first === undefined) throw new Error('a call of nothing');
  if (first.alone !== undefined && others.length === 0) return filled(first.alone);
  return `SELECT ${first.list}(${literal(`[${calls.map(({ item }) => item()).join(',')}]`)})`;
}

function filled({ text, values }: Statement): string {
  return text.replace(/\$(\d+)/g, (_, position: string) => {
    const value = values[Number(position) - 1];
    if (value === undefined) throw new Error(`atCommit(): no value for $${position}`);
    return literal(value);
  });
}
