import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { DealWays } from '../deal-review/deal-ways.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { WaitingList } from '../review/waiting-list.tsx';
import { heldReportTexts } from '../texts/held-reports.texts.ts';
import { useTexts } from '../texts/language.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ReportPanel } from './report-panel.tsx';

/** Reports of the CRM that wait for a person, the latest on top. */
export function HeldReports() {
  const say = useTexts(heldReportTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="deals:close">{({ user }) => <Waiting me={user} />}</TeamOnly>;
}

function Waiting({ me }: { me: AnswerOf<'/api/session'>['user'] }) {
  const say = useTexts(heldReportTexts);
  const [told, setTold] = useState<string>();
  const list = useInfiniteQuery({
    queryKey: ['held-reports'],
    queryFn: async ({ pageParam, signal }) => get('/api/deals/reports', { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    meta: { followsFeed: true },
  });
  async function settle(sentence: string): Promise<void> {
    setTold(sentence);
    await list.refetch();
  }
  const reports = list.data?.pages.flatMap(({ items }) => items);
  return <WaitingList say={say} list={list} told={told} above={<DealWays me={me} at="reports" />} items={reports?.map((it) => <ReportPanel key={it.id} report={it} onSettled={settle} />)} />;
}
