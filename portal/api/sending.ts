import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { followsFeed } from './queries.ts';
import { Refusal } from './refusal.ts';

export interface Sending<Input, Answer> {
  readonly busy: boolean;
  readonly refusal: Refusal | undefined;
  /** Undefined where it was refused, or is under way already; where the API answers nothing, the work says `true` instead. */
  readonly send: (input: Input) => Promise<Answer | undefined>;
  readonly forget: () => void;
}

/**
 * Sends once, however often it is clicked. The idempotency key stays the same until the input changes or it has worked, so that a
 * retry after a broken connection cannot do things twice either. What was known before may be so no longer then: whichever page shows it next asks anew, as it would
 * if somebody else had done it.
 */
export function useSending<Input, Answer>(work: (input: Input, key: string) => Promise<Answer>): Sending<Input, Answer> {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const underWay = useRef(false);
  const sent = useRef<{ text: string; key: string }>(undefined);

  async function send(input: Input): Promise<Answer | undefined> {
    if (underWay.current) return undefined;
    underWay.current = true;
    setBusy(true);
    setRefusal(undefined);
    const text = JSON.stringify(input ?? null);
    if (sent.current?.text !== text) sent.current = { text, key: crypto.randomUUID() };
    try {
      const answer = await work(input, sent.current.key);
      sent.current = undefined;
      void queries.invalidateQueries({ predicate: followsFeed, refetchType: 'none' });
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setRefusal(error);
      return undefined;
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  }

  return { busy, refusal, send, forget: () => setRefusal(undefined) };
}
