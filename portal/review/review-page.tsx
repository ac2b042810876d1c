import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { decisionTexts } from '../texts/decision.texts.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ClockLeft } from './clock-left.tsx';
import { Decisions } from './decisions.tsx';
import { Evaluation } from './evaluation.tsx';
import { History } from './history.tsx';
import { applicationAddress } from './queue-row.tsx';
import { neighbours, queueOf } from './queue.ts';
import { SentFields } from './sent-fields.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { useShortcuts } from './shortcuts.ts';
import { SimilarCompanies } from './similar-companies.tsx';
import { StatusTag } from './status-tag.tsx';
import { useTakenBy } from './taken-by.ts';
import { useTold } from './told.ts';
import './review.scss';

type Session = AnswerOf<'/api/session'>;
export type Application = AnswerOf<'/api/applications/{id}'>;

/** One application with all that a decision needs, and the decisions. */
export function ReviewPage() {
  const { id = '' } = useParams();
  return <TeamOnly needs="applications:read">{(session) => <Review key={id} id={id} session={session} />}</TeamOnly>;
}

function Review({ id, session }: { id: string; session: Session }) {
  const say = useTexts(reviewTexts);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [address] = useSearchParams();
  const told = useTold();
  const { data, error, refetch } = useQuery({
    queryKey: ['application', id],
    queryFn: async ({ signal }) => ({ application: await get('/api/applications/{id}', { params: { id }, signal }), asOf: Date.now() }),
    meta: { followsFeed: true },
  });
  const queue = useInfiniteQuery(queueOf(address));
  const { previous, next, after } = neighbours(queue.data?.pages.flatMap(({ items }) => items) ?? [], id);
  const open = (to: typeof next) => to && void navigate(applicationAddress(to.id, address.toString()));
  usePageTitle(data?.application.fields.company.legalName ?? say('queue'));
  useShortcuts({ j: () => open(next), k: () => open(previous) });

  const readLists = async () => Promise.all(['applications', 'partners', 'dashboard'].map((kind) => queries.invalidateQueries({ queryKey: [kind] })));
  async function goOn(sentence: string): Promise<void> {
    const state = { told: sentence };
    const search = address.toString();
    await queries.invalidateQueries({ queryKey: ['application', id], refetchType: 'none' });
    // First: what this page asks for is given up as soon as it is left, and the next one would go by what was known before.
    await readLists();
    await navigate(after ? applicationAddress(after.id, search) : { pathname: pages.applications, search }, { state });
  }
  return (
    <div className="wide-page review">
      <nav className="page-head" aria-label={say('queue')}>
        <Link to={{ pathname: pages.applications, search: address.toString() }}>{say('back')}</Link>
        <div className="actions">
          <button type="button" className="btn btn-quiet" disabled={!previous} onClick={() => open(previous)}>{say('previous')} <kbd aria-hidden="true">k</kbd></button>
          <button type="button" className="btn btn-quiet" disabled={!next} onClick={() => open(next)}>{say('next')} <kbd aria-hidden="true">j</kbd></button>
          <ShortcutHelp keys={['j', 'k', 't', 'a', 'r', 'q', 'Ctrl Enter', 'Esc']} />
        </div>
      </nav>
      <div role="status">{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-title" /><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {data && <Whole {...data} session={session} onDecided={goOn} onChanged={async () => { await Promise.all([refetch(), readLists()]); }} />}
    </div>
  );
}

interface WholeProps {
  readonly application: Application;
  readonly asOf: number;
  readonly session: Session;
  readonly onDecided: (sentence: string) => Promise<void>;
  readonly onChanged: () => Promise<void>;
}

function Whole({ application, asOf, session: { user }, onDecided, onChanged }: WholeProps) {
  const say = useTexts(reviewTexts);
  const decide = useTexts(decisionTexts)('decide');
  const takenBy = useTakenBy(user.id);
  const { reference, status, contested, clock, submittedAt, decisionDueAt, reviewerId, statement } = application;
  return (
    <>
      <header className="review-head">
        <div className="stack">
          <h1>{application.fields.company.legalName}</h1>
          <p className="review-facts"><StatusTag status={status} />{contested && <span className="tag tag-warn">{say('contested')}</span>}<span className="muted">{reference} · {say('sent', { time: timeText(submittedAt) })}{reviewerId !== null && ` · ${takenBy(reviewerId)}`}</span></p>
        </div>
        <ClockLeft clock={clock} submittedAt={submittedAt} decisionDueAt={decisionDueAt} asOf={asOf} />
      </header>
      <div className="review-columns">
        <div className="review-main">
          {statement !== null && <section className="panel stack" aria-labelledby="statement"><h2 id="statement" className="part-title">{say('statement')}</h2><blockquote className="as-written">{statement}</blockquote></section>}
          <Evaluation application={application} />
          <SimilarCompanies application={application} />
          <SentFields application={application} />
          <History application={application} me={user.id} />
        </div>
        <aside className="review-side" aria-label={decide}>
          <Decisions application={application} mayDecide={user.permissions.includes('applications:decide')} onDecided={onDecided} onChanged={onChanged} />
        </aside>
      </div>
    </>
  );
}
