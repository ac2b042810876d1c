import { useNavigate } from 'react-router';
import { useSending } from '../api/sending.ts';
import { useSignOut } from '../api/session.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { workplaceTexts } from '../texts/workplace.texts.ts';

export function SignOut() {
  const say = useTexts(workplaceTexts);
  const navigate = useNavigate();
  const signOut = useSignOut();
  const sending = useSending<void, boolean>(async () => {
    await signOut();
    return true;
  });
  return (
    <>
      <button type="button" className="btn btn-quiet" aria-disabled={sending.busy || undefined} onClick={async () => { if (await sending.send()) await navigate(pages.programme); }}>{say('signOut')}</button>
      {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
    </>
  );
}
