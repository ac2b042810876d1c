import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api/client.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { WaitingList } from '../review/waiting-list.tsx';
import { useTexts } from '../texts/language.ts';
import { exceptionTexts } from '../texts/exceptions.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ExceptionPanel } from './exception-panel.tsx';

/** Contradictions about money, the first raised on top. */
export function Exceptions() {
  const say = useTexts(exceptionTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="commissions:manage">{({ user }) => <Open seesDeals={user.permissions.includes('deals:read')} />}</TeamOnly>;
}

function Open({ seesDeals }: { seesDeals: boolean }) {
  const say = useTexts(exceptionTexts);
  const [told, setTold] = useState<string>();
  const list = useInfiniteQuery({
    queryKey: ['exceptions'],
    queryFn: async ({ pageParam, signal }) => get('/api/commissions/exceptions', { query: { status: 'open', cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    meta: { followsFeed: true },
  });
  async function settle(sentence: string): Promise<void> {
    setTold(sentence);
    await list.refetch();
  }
  const open = list.data?.pages.flatMap(({ items }) => items);
  return <WaitingList say={say} list={list} told={told} items={open?.map((it) => <ExceptionPanel key={it.id} exception={it} seesDeals={seesDeals} onSettled={settle} />)} />;
}
