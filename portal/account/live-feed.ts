import { useEffect, useRef, useState } from 'react';
import { refresh } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';

type Entry = AnswerOf<'/api/notifications'>['items'][number];
type State = 'connecting' | 'live' | 'reconnecting';
const again = 5000;

/** Follows the feed from what is shown already; the browser repeats Last-Event-ID by itself after short breaks. */
export function useLiveFeed(from: number | undefined): { state: State; arrived: readonly Entry[] } {
  const [state, setState] = useState<State>('connecting');
  const [arrived, setArrived] = useState<readonly Entry[]>([]);
  const latest = useRef(0);
  const isReady = from !== undefined;
  useEffect(() => {
    latest.current = Math.max(latest.current, from ?? 0);
  }, [from]);
  useEffect(() => {
    if (!isReady) return undefined;
    let source: EventSource;
    let timer: number | undefined;
    let isOver = false;
    const listen = () => {
      source = new EventSource(`/api/notifications/stream?after=${latest.current}`);
      source.addEventListener('open', () => setState('live'));
      source.addEventListener('notification', ({ data }: MessageEvent<string>) => {
        const entry = JSON.parse(data) as Entry;
        latest.current = Math.max(latest.current, entry.id);
        setArrived((before) => (before.some(({ id }) => id === entry.id) ? before : [entry, ...before]));
      });
      source.addEventListener('error', () => {
        setState('reconnecting');
        // A refused stream is not tried again by the browser: the token has probably expired.
        if (source.readyState === EventSource.CLOSED) void refresh().catch(() => undefined).then(() => {
          if (!isOver) timer = window.setTimeout(listen, again);
        });
      });
    };
    listen();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
      source.close();
    };
  }, [isReady]);
  return { state, arrived };
}
