import { useQuery } from '@tanstack/react-query';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { useTexts } from '../texts/language.ts';
import { profileTexts } from '../texts/profile.texts.ts';
import { AccountWays } from './account-ways.tsx';
import { KindsForm } from './kinds-form.tsx';
import { kindsQuery, preferencesQuery } from './own-queries.ts';
import './account.scss';

/** By which ways one wants to hear of what. */
export function Preferences() {
  const say = useTexts(profileTexts);
  usePageTitle(say('notifications'));
  const kinds = useQuery(kindsQuery);
  const own = useQuery(preferencesQuery);
  const error = kinds.error ?? own.error;
  return (
    <SignedIn>
      {() => (
        <div className="medium-page">
          <div className="stack"><h1>{say('notifications')}</h1><p className="lead">{say('notificationsLead')}</p></div>
          <AccountWays />
          {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void Promise.all([kinds.refetch(), own.refetch()])} />}
          {(!kinds.data || !own.data) && !error && <div className="waiting" aria-hidden="true"><span className="skeleton" /><span className="skeleton" /><span className="skeleton" /></div>}
          {kinds.data && own.data && <KindsForm kinds={kinds.data.items} wanted={own.data.notifications} />}
        </div>
      )}
    </SignedIn>
  );
}
