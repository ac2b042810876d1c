import { useEffect, useRef, type RefObject } from 'react';

/** After a row was removed the focus is in the one that has taken its place, in the last one, or where there is none at the button that adds one. */
export function useRows<E extends HTMLElement>(count: number): { readonly list: RefObject<E | null>; readonly removed: (index: number) => void } {
  const list = useRef<E>(null);
  const gone = useRef<number>(undefined);
  useEffect(() => {
    if (gone.current === undefined) return;
    const rows = list.current?.querySelectorAll(':scope > :has(input)') ?? [];
    const row = rows[Math.min(gone.current, rows.length - 1)];
    gone.current = undefined;
    (row?.querySelector<HTMLElement>('input, select, textarea') ?? list.current?.querySelector('button'))?.focus();
  }, [count]);
  return { list, removed: (index) => { gone.current = index; } };
}
