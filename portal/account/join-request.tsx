import { useRef, useState } from 'react';
import { send } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { accountTexts } from '../texts/account.texts.ts';

type Request = AnswerOf<'/api/partners/join-requests'>['items'][number];

const roles = [['seller', 'maySeller'], ['technical', 'mayTechnical'], ['partner_finance', 'mayFinance'], ['owner', 'mayOwner']] as const;
type Role = (typeof roles)[number][0];

interface Props {
  readonly request: Request;
  readonly onSettled: (sentence: string) => Promise<void>;
}

export function JoinRequest({ request: { id, person, message, requestedAt }, onSettled }: Props) {
  const say = useTexts(accountTexts);
  const [chosen, setChosen] = useState<readonly Role[]>([]);
  const [isEmpty, setEmpty] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const accepting = useSending(async (wanted: readonly Role[], key) => {
    await send('POST /api/partners/join-requests/{id}/accept', { roles: [...wanted] }, { params: { id }, key });
    return true;
  });
  const declining = useSending<void, boolean>(async (_nothing, key) => {
    await send('POST /api/partners/join-requests/{id}/decline', {}, { params: { id }, key });
    return true;
  });
  const refusal = accepting.refusal ?? declining.refusal;

  async function accept(): Promise<void> {
    setEmpty(chosen.length === 0);
    if (chosen.length === 0) first.current?.focus();
    if (chosen.length > 0 && (await accepting.send(chosen))) await onSettled(say('accepted', { name: person.name }));
  }
  async function decline(): Promise<void> {
    if (await declining.send()) await onSettled(say('declined', { name: person.name }));
  }
  return (
    <li className="panel stack">
      <div>
        <h2 className="request-name">{person.name}</h2>
        <p className="muted small">{[person.jobTitle, person.email].filter((it) => it !== null).join(' · ')}</p>
        <p className="muted small">{say('asked', { time: timeText(requestedAt) })}</p>
      </div>
      {message !== null && <blockquote className="notice">{message}</blockquote>}
      <fieldset aria-describedby={isEmpty ? `${id}-error` : undefined}>
        <legend>{say('may')}</legend>
        {roles.map(([role, text], index) => (
          <label key={role} className="form-check">
            <input ref={index === 0 ? first : undefined} className="form-check-input" type="checkbox" aria-invalid={isEmpty || undefined} checked={chosen.includes(role)} onChange={({ target }) => setChosen(target.checked ? [...chosen, role] : chosen.filter((it) => it !== role))} />
            <span>{say(text)}</span>
          </label>
        ))}
        {isEmpty && <span className="field-error" id={`${id}-error`} role="alert">{say('choose')}</span>}
      </fieldset>
      {refusal && <RefusalNotice refusal={refusal} focused />}
      <div className="actions">
        <button type="button" className="btn btn-primary" aria-disabled={accepting.busy || undefined} onClick={accept}>{say('accept')}</button>
        <button type="button" className="btn btn-quiet" aria-disabled={declining.busy || undefined} onClick={decline}>{say('decline')}</button>
      </div>
    </li>
  );
}
