import { useRef, useState } from 'react';

interface Opener<What> {
  readonly open: What | undefined;
  readonly show: (what: What) => void;
  /** Where it was put away: the button that opened it has the focus again. */
  readonly putAway: () => void;
  /** Where it was sent: the sentence that tells of it takes the focus. */
  readonly done: () => void;
  /** The `ref` of the button that opens what `nameOf` calls so. */
  readonly button: (name: string) => (element: HTMLButtonElement | null) => void;
}

/** A form that stands in the place of the button that opens it. */
export function useOpener<What>(nameOf: (what: What) => string): Opener<What> {
  const [open, setOpen] = useState<What>();
  const left = useRef<string>(undefined);
  return {
    open,
    show: setOpen,
    putAway: () => {
      left.current = open === undefined ? undefined : nameOf(open);
      setOpen(undefined);
    },
    done: () => setOpen(undefined),
    button: (name) => (element) => {
      if (element === null || left.current !== name) return;
      left.current = undefined;
      element.focus();
    },
  };
}
