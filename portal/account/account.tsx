import { Link, useNavigate } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { useSending } from '../api/sending.ts';
import { useSignOut } from '../api/session.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { useTexts } from '../texts/language.ts';
import { accountTexts } from '../texts/account.texts.ts';
import { Feed } from './feed.tsx';
import './account.scss';

/** Who one is here, and what is new. */
export function Account() {
  const say = useTexts(accountTexts);
  usePageTitle(say('title'));
  return <SignedIn>{(session) => <AccountOf session={session} />}</SignedIn>;
}

function AccountOf({ session: { user, partner } }: { session: AnswerOf<'/api/session'> }) {
  const say = useTexts(accountTexts);
  const navigate = useNavigate();
  const signOut = useSignOut();
  const sending = useSending<void, boolean>(async () => {
    await signOut();
    return true;
  });
  return (
    <div className="medium-page">
      <div className="account-head">
        <div className="stack">
          <h1>{user.name}</h1>
          <p className="muted">{say('title')}</p>
        </div>
        <div className="actions">
          {user.permissions.includes('partner:join-requests') && <Link className="btn btn-quiet" to={pages.joinRequests}>{say('join')}</Link>}
          <button type="button" className="btn btn-quiet" aria-disabled={sending.busy || undefined} onClick={async () => { if (await sending.send()) await navigate(pages.programme); }}>{say('signOut')}</button>
        </div>
      </div>
      {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
      <dl className="rows">
        <div><dt>{say('email')}</dt><dd>{user.email}</dd></div>
        <div><dt>{say('company')}</dt><dd>{partner === null ? say('vendor') : partner.company}</dd></div>
        <div><dt>{say('roles')}</dt><dd>{user.roles.map((role) => say(role)).join(', ')}</dd></div>
      </dl>
      <Feed />
    </div>
  );
}
