import { useEffect, useRef } from 'react';

/** What was done. It takes the focus, since what was pressed is no longer there. */
export function Told({ sentence }: { sentence: string | undefined }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => line.current?.focus(), [sentence]);
  return <div role="status" className={sentence === undefined ? 'unseen' : ''}>{sentence !== undefined && <p ref={line} tabIndex={-1} className="notice notice-good">{sentence}</p>}</div>;
}
