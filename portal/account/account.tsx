import type { AnswerOf } from '../api/routes.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { useTexts } from '../texts/language.ts';
import { accountTexts } from '../texts/account.texts.ts';
import { Feed } from '../feed/feed.tsx';
import { AccountWays } from './account-ways.tsx';
import './account.scss';

/** Who one is here, and what is new. */
export function Account() {
  const say = useTexts(accountTexts);
  usePageTitle(say('title'));
  return <SignedIn>{(session) => <AccountOf session={session} />}</SignedIn>;
}

function AccountOf({ session: { user, partner } }: { session: AnswerOf<'/api/session'> }) {
  const say = useTexts(accountTexts);
  return (
    <div className="medium-page">
      <div className="stack">
        <h1>{user.name}</h1>
        <p className="muted">{say('title')}</p>
      </div>
      <AccountWays />
      <dl className="rows">
        <div><dt>{say('email')}</dt><dd>{user.email}</dd></div>
        <div><dt>{say('company')}</dt><dd>{partner === null ? say('vendor') : partner.company}</dd></div>
        <div><dt>{say('roles')}</dt><dd>{user.roles.map((role) => say(role)).join(', ')}</dd></div>
      </dl>
      <Feed />
    </div>
  );
}
