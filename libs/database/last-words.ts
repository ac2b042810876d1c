import type { Statement } from './one.message.ts';

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

/** Calls of one list function become one call, where the first of them stood. */
export function statementsOf(words: readonly LastWord[]): Statement[] {
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
  return parts.map((part) => (Array.isArray(part) ? listCall(part) : part));
}

function listCall(calls: readonly ListCall[]): Statement {
  const [first, ...others] = calls;
  if (first === undefined) throw new Error('a call of nothing');
  const { list, alone } = first;
  if (alone !== undefined && others.length === 0) return alone;
  return { name: list, text: `SELECT ${list}($1)`, values: [`[${calls.map(({ item }) => item()).join(',')}]`] };
}
