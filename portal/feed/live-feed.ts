import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { get, refresh } from '../api/client.ts';
import { followsFeed } from '../api/queries.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { noteSessionEnd, sessionBack } from '../api/session-end.ts';

type Answer = AnswerOf<'/api/notifications'>;
type State = 'connecting' | 'live' | 'reconnecting';
const again = 5000;

/** The newest entries; what the stream brings is put on top of them, so that the bell and the list say the same. */
export const feedQuery = queryOptions({ queryKey: ['feed'], queryFn: async ({ signal }) => get('/api/notifications', { query: { limit: 25 }, signal }) });

const LiveState = createContext<State>('connecting');
export const LiveFeed = LiveState.Provider;
export const useLiveState = () => useContext(LiveState);

/** Follows the feed of who is signed in, once for all that shows it; the browser repeats Last-Event-ID by itself after short breaks. */
export function useLiveFeed(person: string | undefined): State {
  const queries = useQueryClient();
  const [state, setState] = useState<State>('connecting');
  const { data } = useQuery({ ...feedQuery, enabled: person !== undefined });
  const latest = useRef(0);
  const reader = data === undefined ? undefined : person;
  useEffect(() => {
    latest.current = Math.max(latest.current, ...(data?.items.map(({ id }) => id) ?? []));
  }, [data]);
  useEffect(() => {
    if (reader === undefined) return undefined;
    let source: EventSource;
    let timer: number | undefined;
    let isOver = false;
    const renew = async () => {
      await refresh().catch(async (error: unknown) => {
        if (!(error instanceof Refusal) || error.status !== 401) return;
        noteSessionEnd();
        await sessionBack();
      });
      if (!isOver) listen();
    };
    const listen = () => {
      source = new EventSource(`/api/notifications/stream?after=${latest.current}&person=${reader}`);
      source.addEventListener('open', () => setState('live'));
      source.addEventListener('notification', ({ data: text }: MessageEvent<string>) => {
        const entry = JSON.parse(text) as Answer['items'][number];
        queries.setQueryData(feedQuery.queryKey, (before) => before && { ...before, items: [entry, ...before.items.filter(({ id }) => id !== entry.id)] });
        // What has happened has changed the figures too.
        void queries.invalidateQueries({ predicate: followsFeed });
      });
      source.addEventListener('error', () => {
        setState('reconnecting');
        // A refused stream is not tried again by the browser: the token has probably expired. Not at once, since a page that is being left has its
        // stream cut as well, and whatever it asked for then, fresh tokens above all, would come for nobody: the session would be lost.
        if (source.readyState === EventSource.CLOSED) timer = window.setTimeout(() => void renew(), again);
      });
    };
    listen();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
      source.close();
    };
  }, [reader, queries]);
  return state;
}
