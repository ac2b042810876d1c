import { Children, startTransition, useEffect, useState, type ReactNode } from 'react';

/** Shows its children one after another, each as soon as the one before it stands: a phone that was given all at once would not answer its person until the last. */
export function InTurn({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(1);
  const count = Children.count(children);
  useEffect(() => {
    if (shown < count) startTransition(() => setShown(shown + 1));
  }, [shown, count]);
  // By place and not by number: what comes in between later moves nothing.
  return Children.map(children, (child, place) => (place < shown ? child : null));
}
