import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { Loading } from '../frame/loading.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/application-status.texts.ts';
import { ResendLink } from './resend-link.tsx';
import { Standing } from './standing.tsx';
import { useStatusToken } from './status-token.ts';
import '../design/timeline.scss';
import './application-status.scss';

/** How often a page that stands open asks how things are. */
const askAgain = 30_000;

export function ApplicationStatus() {
  const say = useTexts(statusTexts);
  const token = useStatusToken();
  usePageTitle(say('title'));
  if (token !== undefined) return <StatusOf key={token} token={token} />;
  return <div className="narrow-page"><h1>{say('title')}</h1><ResendLink /></div>;
}

function StatusOf({ token }: { token: string }) {
  const say = useTexts(statusTexts);
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    queryKey: ['application-status', token],
    queryFn: async ({ signal }) => get('/api/applications/status/{token}', { params: { token }, open: true, signal }),
    refetchInterval: askAgain,
  });
  if (data) return <Standing status={data} asOf={dataUpdatedAt} token={token} />;
  if (error instanceof Refusal && [404, 410, 422].includes(error.status)) {
    return (
      <div className="narrow-page">
        <h1>{say('title')}</h1>
        <div className="notice notice-warn" role="alert"><strong>{say('badLink')}</strong><p>{say('badLinkText')}</p></div>
        <ResendLink />
      </div>
    );
  }
  if (error instanceof Refusal) return <div className="medium-page"><h1>{say('title')}</h1><RefusalNotice refusal={error} onRetry={() => void refetch()} /></div>;
  return <Loading />;
}
