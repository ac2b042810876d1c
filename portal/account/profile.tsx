import { useQuery } from '@tanstack/react-query';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { useTexts } from '../texts/language.ts';
import { profileTexts } from '../texts/profile.texts.ts';
import { AccountWays } from './account-ways.tsx';
import { NameForm } from './name-form.tsx';
import { preferencesQuery } from './own-queries.ts';
import { OwnSessions } from './own-sessions.tsx';
import { PasswordForm } from './password-form.tsx';
import './account.scss';

/** What somebody changes about the own account: name, language, password, and where it is signed in. */
export function Profile() {
  const say = useTexts(profileTexts);
  usePageTitle(say('profileTitle'));
  const { data, error, refetch } = useQuery(preferencesQuery);
  return (
    <SignedIn>
      {({ user }) => (
        <div className="medium-page">
          <h1>{say('profileTitle')}</h1>
          <AccountWays />
          <section className="account-part" aria-labelledby="name-title">
            <h2 id="name-title">{say('nameTitle')}</h2>
            {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
            {!data && !error && <div className="waiting" aria-hidden="true"><span className="skeleton" /><span className="skeleton" /></div>}
            {data && <NameForm preferences={data} />}
          </section>
          <section className="account-part" aria-labelledby="password-title">
            <h2 id="password-title">{say('passwordTitle')}</h2>
            <PasswordForm email={user.email} />
          </section>
          <OwnSessions />
        </div>
      )}
    </SignedIn>
  );
}
