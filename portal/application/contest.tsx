import { useId, useState } from 'react';
import type { ApplyBody } from '#libs/contracts/http/applications';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import type { Receipt } from './apply.tsx';

interface Props {
  readonly body: () => ApplyBody;
  readonly onSent: (receipt: Receipt) => void;
}

/** Somebody was taken for another company: the application goes to a person, with what they say about it. */
export function Contest({ body, onSent }: Props) {
  const say = useTexts(applicationTexts);
  const id = useId();
  const [statement, setStatement] = useState('');
  const sending = useSending(async (words: string, key) => send('POST /api/partners/apply/contest', { ...body(), statement: words }, { open: true, key }));

  async function contest(): Promise<void> {
    if (statement.trim() === '') return;
    const answer = await sending.send(statement);
    if (answer) onSent({ answer, email: body().contact.email });
  }
  return (
    <details className="contest">
      <summary>{say('contest')}</summary>
      <div className="stack contest-body">
        <p>{say('contestText')}</p>
        <div className="field">
          <label className="form-label" htmlFor={id}>{say('contestWhy')}</label>
          <textarea id={id} className="form-control" rows={3} maxLength={4000} value={statement} onChange={({ target }) => setStatement(target.value)} />
        </div>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
        <div><button type="button" className="btn btn-quiet" aria-disabled={sending.busy || statement.trim() === '' || undefined} onClick={contest}>{say('contestSend')}</button></div>
      </div>
    </details>
  );
}
