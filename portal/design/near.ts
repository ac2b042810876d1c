import { useEffect, useRef, useState, type RefObject } from 'react';

/** Becomes true, for good, when the element is nearly in view. */
export function useNear<E extends Element>(): [RefObject<E | null>, boolean] {
  const place = useRef<E>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null || isNear) return undefined;
    const watch = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
    }, { rootMargin: '300px' });
    watch.observe(element);
    return () => watch.disconnect();
  }, [isNear]);
  return [place, isNear];
}
