import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api/client.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { WaitingList } from '../review/waiting-list.tsx';
import { useTexts } from '../texts/language.ts';
import { parkedTexts } from '../texts/parked-events.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ParkedEvent } from './parked-event.tsx';

/** Events held back in any service, the oldest first. */
export function ParkedEvents() {
  const say = useTexts(parkedTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="operations:read">{({ user }) => <Held mayDecide={user.permissions.includes('operations:manage')} />}</TeamOnly>;
}

function Held({ mayDecide }: { mayDecide: boolean }) {
  const say = useTexts(parkedTexts);
  const [told, setTold] = useState<string>();
  const list = useInfiniteQuery({
    queryKey: ['parked-events'],
    queryFn: async ({ pageParam, signal }) => get('/api/operations/parked-events', { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // They are tried again by themselves.
    refetchInterval: 15_000,
  });
  async function goOn(sentence: string): Promise<void> {
    setTold(sentence);
    await list.refetch();
  }
  const events = list.data?.pages.flatMap(({ items }) => items);
  const missing = [...new Set(list.data?.pages.flatMap(({ unavailable }) => unavailable))];
  const above = missing.length > 0 && <p className="notice notice-warn" role="status">{say('missing', { names: missing.join(', ') })}</p>;
  return <WaitingList say={say} list={list} told={told} above={above} items={events?.map((event) => <ParkedEvent key={event.id} event={event} mayDecide={mayDecide} onDecided={goOn} />)} />;
}
