import { useEffect, useEffectEvent, useState } from 'react';

/** The value once nothing has changed it for a moment, so that a server is not asked at every key. */
export function useSettled<T>(value: T, delay = 400): T {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState({ text, value });
  // The text stands for the value, which may be made anew at every turn.
  const settle = useEffectEvent((by: string) => setSettled({ text: by, value }));
  useEffect(() => {
    const timer = window.setTimeout(() => settle(text), delay);
    return () => window.clearTimeout(timer);
  }, [text, delay]);
  return settled.value;
}
