import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { usePerson } from '../api/person.ts';
import type { AnswerOf } from '../api/routes.ts';
import { attend, isSomebodyElses, settleSessionEnd, signInAgain, useSessionEnd } from '../api/session-end.ts';
import { sessionEndTexts } from '../texts/session-end.texts.ts';
import { useTexts } from '../texts/language.ts';

/** With a form and all that belongs to one: not before the page itself, but well before it is needed, when an upgrade may have put others in the place of its files. */
const laterMs = 10_000;
const load = async () => import('./sign-in-again.tsx');
const SignInAgain = lazy(async () => ({ default: (await load()).SignInAgain }));

/** Says that the session has ended, and has its person go on where they are: everything that is typed stays, and what was sent is sent then. */
export function SessionEnd({ session: { user } }: { session: AnswerOf<'/api/session'> }) {
  const say = useTexts(sessionEndTexts);
  const queries = useQueryClient();
  const state = useSessionEnd();
  const person = usePerson();
  useEffect(() => attend(user.id), [user.id]);
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), laterMs);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (isSomebodyElses()) location.reload();
    else if (state !== 'going' && person === user.id) {
      // Signed in again, be it here or in another tab.
      settleSessionEnd(true);
      void queries.refetchQueries({ predicate: ({ state: { status } }) => status === 'error' });
    }
  }, [state, person, user.id, queries]);
  return (
    <>
      <div role="status">
        {state !== 'going' && (
          <div className="session-over"><p className="wide">{say('over')} <button type="button" className="btn btn-quiet" onClick={() => void signInAgain()}>{say('again')}</button></p></div>
        )}
      </div>
      {state === 'asking' && <Suspense fallback={null}><SignInAgain email={user.email} onCancel={() => settleSessionEnd(false)} /></Suspense>}
    </>
  );
}
