import { useEffect, useLayoutEffect, useRef, useSyncExternalStore, type RefObject } from 'react';

const stored = 'pms-shortcuts';
const listeners = new Set<() => void>();
let on = read();

function read(): boolean {
  try {
    return localStorage.getItem(stored) !== 'off';
  } catch {
    return true;
  }
}

/** Single keys get in the way of speech input, so they can be switched off (WCAG 2.1.4); remembered in this browser. */
export function switchShortcuts(is: boolean): void {
  on = is;
  try {
    localStorage.setItem(stored, is ? 'on' : 'off');
  } catch {
    // Storage may be switched off; then the choice holds for this page.
  }
  for (const listener of listeners) listener();
}

export function useShortcutsOn(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => on);
}

export type Shortcuts = Readonly<Record<string, () => void>>;

const isTyping = (target: EventTarget | null) => target instanceof HTMLElement && target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [role=dialog], [contenteditable]') !== null;

/** Single keys, wherever on the page one is, but never while somebody types. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  // Before the page is painted: whoever sees the key's name can press it.
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!on || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      const work = latest.current[event.key];
      if (work === undefined) return;
      event.preventDefault();
      work();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

/** While the focus is in a form: Ctrl and Enter send it from any of its fields, Escape puts it away. Other forms may be open beside it. */
export function useFormKeys(form: RefObject<HTMLFormElement | null>, onEscape: () => void): void {
  const escape = useRef(onEscape);
  useEffect(() => {
    escape.current = onEscape;
  });
  useEffect(() => {
    const press = ({ key, ctrlKey, metaKey, target, defaultPrevented }: KeyboardEvent) => {
      if (defaultPrevented || !(target instanceof Node) || form.current?.contains(target) !== true) return;
      if (key === 'Enter' && (ctrlKey || metaKey)) form.current.requestSubmit();
      else if (key === 'Escape') escape.current();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [form]);
}
