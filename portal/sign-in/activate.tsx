import { useState } from 'react';
import { Link } from 'react-router';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { signInTexts } from '../texts/sign-in.texts.ts';
import { useMailedToken } from './mailed-token.ts';
import { NewPassword } from './new-password.tsx';

export function Activate() {
  const token = useMailedToken();
  return <Activation key={token} token={token} />;
}

function Activation({ token }: { token: string | undefined }) {
  const say = useTexts(signInTexts);
  const [email, setEmail] = useState<string>();
  usePageTitle(say('activateTitle'));
  const sending = useSending(async (password: string) => send('POST /api/activation', { token: token ?? '', password }, { open: true }));
  return (
    <div className="narrow-page">
      <h1>{say('activateTitle')}</h1>
      {token === undefined && (
        <div className="notice notice-warn">
          <strong>{say('noToken')}</strong>
          <p>{say('noTokenText')} <Link to={pages.resetPassword}>{say('fresh')}</Link></p>
        </div>
      )}
      {token !== undefined && email === undefined && (
        <>
          <p className="muted">{say('activateLead')}</p>
          <NewPassword sending={sending} label={say('activate')} onSend={async (password) => setEmail((await sending.send(password))?.email)} />
          {sending.refusal?.status === 410 && <p><Link to={pages.resetPassword}>{say('fresh')}</Link></p>}
        </>
      )}
      {email !== undefined && (
        <div className="stack">
          <div className="notice notice-good" role="status"><strong>{say('activated')}</strong><p>{say('activatedText', { email })}</p></div>
          <div><Link className="btn btn-primary" to={pages.signIn}>{say('signIn')}</Link></div>
        </div>
      )}
    </div>
  );
}
