import { useId, useState } from 'react';
import type { ApplyBody } from '#libs/contracts/http/applications';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import { joinRequestOf } from './draft.ts';

/** The company takes part already: its owners decide whether this person belongs to it. */
export function AskToJoin({ body }: { body: () => ApplyBody }) {
  const say = useTexts(applicationTexts);
  const id = useId();
  const [message, setMessage] = useState('');
  const [isDone, setDone] = useState(false);
  const sending = useSending(async (words: string, key) => send('POST /api/partners/join-requests', joinRequestOf(body(), words), { open: true, key }));
  if (isDone) return <p role="status"><strong>{say('joinSent')}</strong></p>;
  return (
    <div className="stack">
      <h4>{say('join')}</h4>
      <div className="field">
        <label className="form-label" htmlFor={id}>{say('joinMessage')}</label>
        <textarea id={id} className="form-control" rows={2} maxLength={2000} value={message} onChange={({ target }) => setMessage(target.value)} />
      </div>
      {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
      <div><button type="button" className="btn btn-primary" aria-disabled={sending.busy || undefined} onClick={async () => { if (await sending.send(message)) setDone(true); }}>{say('joinSend')}</button></div>
    </div>
  );
}
