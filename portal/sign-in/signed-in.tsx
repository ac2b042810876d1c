import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { Refusal } from '../api/refusal.ts';
import { useSession } from '../api/session.ts';
import { Loading } from '../frame/loading.tsx';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { signInTexts } from '../texts/sign-in.texts.ts';

/** Shows a page to whoever is signed in; everybody else is offered to, and comes back to it. */
export function SignedIn({ children }: { children: (session: AnswerOf<'/api/session'>) => ReactNode }) {
  const say = useTexts(signInTexts);
  const { pathname } = useLocation();
  const { data: session, error, refetch } = useSession();
  // A page that stood already goes on standing, with all that was typed: its frame offers to sign in again.
  if (session) return children(session);
  if (error instanceof Refusal && error.status === 401) {
    return (
      <div className="narrow-page">
        <h1>{say('first')}</h1>
        <p className="muted">{say('ended')}</p>
        <div><Link className="btn btn-primary" to={`${pages.signIn}?next=${encodeURIComponent(pathname)}`}>{say('signIn')}</Link></div>
      </div>
    );
  }
  if (error instanceof Refusal) return <div className="medium-page"><RefusalNotice refusal={error} onRetry={() => void refetch()} /></div>;
  return <Loading />;
}
