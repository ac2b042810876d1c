import { useEffect, useState } from 'react';

/** The value once nothing has changed it for a moment, so that a server is not asked at every key. */
export function useSettled<T>(value: T, delay = 400): T {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState({ text, value });
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled({ text, value }), delay);
    return () => window.clearTimeout(timer);
    // The text stands for the value, which may be made anew at every turn.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [text, delay]);
  return settled.value;
}
