import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { QueueRow } from '../review/queue-row.tsx';
import { queueOf } from '../review/queue.ts';
import { useTexts } from '../texts/language.ts';
import { teamTexts } from '../texts/team.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { Figures, type Figure } from './figures.tsx';
import '../review/review.scss';
import './team-home.scss';

/** Where the vendor's people begin: what waits, each figure with the page that lists it, and what is due next. */
export function TeamHome() {
  const say = useTexts(teamTexts);
  usePageTitle(say('title'));
  return <TeamOnly>{({ user }) => <Home user={user} />}</TeamOnly>;
}

function Home({ user }: { user: AnswerOf<'/api/session'>['user'] }) {
  const say = useTexts(teamTexts);
  const { data, error, refetch } = useQuery({ queryKey: ['dashboard'], queryFn: async ({ signal }) => get('/api/dashboard', { signal }), meta: { followsFeed: true } });
  const parked = useQuery({ queryKey: ['parked-count'], enabled: user.permissions.includes('operations:read'), queryFn: async ({ signal }) => (await get('/api/operations/parked-events', { query: { limit: 100 }, signal })).items.length, meta: { followsFeed: true } });
  const heldBack: Figure[] = parked.data === undefined ? [] : [{ code: 'parked_events', count: parked.data, amount: null }];
  const money = data?.figures.filter(({ amount }) => amount !== null) ?? [];
  const waiting: Figure[] = [...(data?.figures.filter(({ amount }) => amount === null) ?? []), ...heldBack];
  return (
    <div className="wide-page">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('hello', { name: user.name })}</p></div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {data && data.unavailable.length > 0 && <p className="notice notice-warn" role="status">{say('missing')}</p>}
      {!data && !error && <div className="team-figures" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {data && (
        <section className="stack" aria-labelledby="waiting">
          <h2 id="waiting" className="part-title">{say('waiting')}</h2>
          {waiting.every(({ count }) => count === 0) && <p className="muted">{say('nothing')}</p>}
          <Figures figures={waiting} />
        </section>
      )}
      {user.permissions.includes('applications:read') && <DueNext me={user.id} />}
      {money.length > 0 && <section className="stack" aria-labelledby="money"><h2 id="money" className="part-title">{say('money')}</h2><Figures figures={money} /></section>}
    </div>
  );
}

const shown = 5;

function DueNext({ me }: { me: string }) {
  const say = useTexts(teamTexts);
  const { data, error, refetch } = useInfiniteQuery(queueOf(new URLSearchParams()));
  const items = data?.pages.flatMap((page) => page.items.map((item) => ({ item, asOf: page.asOf }))).slice(0, shown);
  if (items?.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="due-next">
      <div className="page-head"><h2 id="due-next" className="part-title">{say('dueNext')}</h2><Link to={pages.applications}>{say('allApplications')}</Link></div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!items && !error && <span className="skeleton skeleton-row" aria-hidden="true" />}
      {items && <ul className="queue">{items.map(({ item, asOf }) => <QueueRow key={item.id} item={item} asOf={asOf} me={me} search="" />)}</ul>}
    </section>
  );
}
