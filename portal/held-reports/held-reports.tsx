import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { DealWays } from '../deal-review/deal-ways.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { heldReportTexts } from '../texts/held-reports.texts.ts';
import { useTexts } from '../texts/language.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ReportPanel } from './report-panel.tsx';
import '../review/review.scss';

/** Reports of the CRM that wait for a person, the latest on top. */
export function HeldReports() {
  const say = useTexts(heldReportTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="deals:close">{({ user }) => <Waiting me={user} />}</TeamOnly>;
}

function Waiting({ me }: { me: AnswerOf<'/api/session'>['user'] }) {
  const say = useTexts(heldReportTexts);
  const [told, setTold] = useState<string>();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['held-reports'],
    queryFn: async ({ pageParam, signal }) => get('/api/deals/reports', { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    meta: { followsFeed: true },
  });
  const reports = data?.pages.flatMap(({ items }) => items);
  async function settle(): Promise<void> {
    setTold(say('settled'));
    await refetch();
  }
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <div role="status">{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      <DealWays me={me} at="reports" />
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (data ? fetchNextPage() : refetch())} />}
      {!reports && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {reports?.length === 0 && <p className="panel muted">{say('none')}</p>}
      <ul className="held">{reports?.map((it) => <ReportPanel key={it.id} report={it} onSettled={settle} />)}</ul>
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </div>
  );
}
