import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** Leads to the place that the address names once it is there: the browser has looked for it before the page had any content. */
export function useArrival(isThere: boolean): void {
  const { hash } = useLocation();
  const isAwaited = useRef(!isThere);
  useEffect(() => {
    if (!isThere || !isAwaited.current) return;
    isAwaited.current = false;
    // At once: nobody has seen the top of this page yet.
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView({ behavior: 'instant' });
  }, [isThere, hash]);
}
