import { useEffect, useRef, useState } from 'react';

interface Props {
  readonly id?: string;
  /** What is looked for now, as the address has it. */
  readonly value: string;
  readonly onSettled: (text: string) => void;
}

const pause = 400;

/** Looks for something once nobody has typed for a moment, and follows an address that something else has changed. */
export function SearchInput({ id, value, onSettled }: Props) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const timer = useRef<number>(undefined);
  const settle = useRef(onSettled);
  if (known !== value) {
    setKnown(value);
    if (typed.trim() !== value) setTyped(value);
  }
  useEffect(() => {
    // Other filters may change while somebody types: what counts is how they stand when the typing is over.
    settle.current = onSettled;
  });
  useEffect(() => () => window.clearTimeout(timer.current), []);
  function type(text: string): void {
    setTyped(text);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      if (text.trim() !== value) settle.current(text.trim());
    }, pause);
  }
  return <input className="form-control" type="search" id={id} value={typed} maxLength={200} onChange={({ target }) => type(target.value)} autoComplete="off" />;
}
