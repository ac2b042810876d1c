import { useEffect, useEffectEvent, useMemo, useRef } from 'react';

/** What was kept in this browser under a name; whatever stands there, since anybody may have put it there. */
export function keptDraft(name: string): unknown {
  let kept: unknown;
  tryStoring(() => {
    kept = JSON.parse(localStorage.getItem(name) ?? 'null');
  });
  return kept;
}

export function forgetDraft(...names: readonly string[]): void {
  tryStoring(() => names.forEach((name) => localStorage.removeItem(name)));
}

/** Storage may be switched off or full; then a draft lives as long as its page. */
export function tryStoring(work: () => void): void {
  try {
    work();
  } catch {
    // See above.
  }
}

interface Draft {
  /** Without one nothing is kept. */
  readonly name: string | undefined;
  readonly values: unknown;
  /** What stands in the fields before anybody has typed: nothing is kept of that. */
  readonly empty: unknown;
  /** Asked before each time: somebody's draft is not kept any more once they have signed out. */
  readonly mayKeep?: () => boolean;
}

const settleMs = 250;

/** Keeps in this browser what is typed, so that neither a reload nor a closed tab loses it. Returns what forgets it once it is sent. */
export function useKeptDraft({ name, values, empty, mayKeep = () => true }: Draft): () => void {
  const text = useMemo(() => JSON.stringify(values), [values]);
  // As the form opened; there is nothing to keep until it is changed.
  const untouched = useRef<string | undefined>(text);
  const isSent = useRef(false);
  const keep = useEffectEvent(() => {
    if (name === undefined || isSent.current || !mayKeep()) return;
    if (text === JSON.stringify(empty)) forgetDraft(name);
    else tryStoring(() => localStorage.setItem(name, text));
  });
  useEffect(() => {
    if (text === untouched.current) return undefined;
    untouched.current = undefined;
    const timer = window.setTimeout(() => keep(), settleMs);
    const leave = () => keep();
    addEventListener('pagehide', leave);
    return () => {
      window.clearTimeout(timer);
      removeEventListener('pagehide', leave);
    };
  }, [text]);
  return () => {
    isSent.current = true;
    if (name !== undefined) forgetDraft(name);
  };
}
