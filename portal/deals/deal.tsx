import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { Refusal } from '../api/refusal.ts';
import { Loading } from '../frame/loading.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { useLanguage, useTexts } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import { dealsTexts } from '../texts/deals.texts.ts';
import { dealQuery } from './deal-queries.ts';
import { DealView } from './deal-view.tsx';
import { Forbidden } from './forbidden.tsx';
import './deals.scss';

/** A deal of the company, where mails about it lead. */
export function Deal() {
  const { id = '' } = useParams();
  return <SignedIn>{(session) => <DealOf key={id} id={id} session={session} />}</SignedIn>;
}

function DealOf({ id, session }: { id: string; session: AnswerOf<'/api/session'> }) {
  const say = useTexts(dealsTexts);
  const { data: deal, error, refetch } = useQuery(dealQuery(id, useLanguage()));
  usePageTitle(deal?.account.name ?? say('title'));
  if (deal) return <DealView deal={deal} session={session} />;
  if (!(error instanceof Refusal)) return <Loading />;
  return (
    <div className="medium-page">
      {error.status === 403 && <><h1>{say('title')}</h1><Forbidden /></>}
      {[404, 422].includes(error.status) && <NoSuchDeal />}
      {![403, 404, 422].includes(error.status) && <><h1>{say('title')}</h1><RefusalNotice refusal={error} onRetry={() => void refetch()} /></>}
    </div>
  );
}

function NoSuchDeal() {
  const say = useTexts(dealTexts);
  return (
    <>
      <div className="stack"><h1>{say('notFound')}</h1><p className="lead">{say('notFoundText')}</p></div>
      <div><Link className="btn btn-primary" to={pages.deals}>{say('toDeals')}</Link></div>
    </>
  );
}
