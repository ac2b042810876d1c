import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useSending } from '../api/sending.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { profileTexts } from '../texts/profile.texts.ts';
import { KindRow, type Kind } from './kind-row.tsx';
import { kindsQuery, preferencesQuery } from './own-queries.ts';

type Wanted = AnswerOf<'/api/me/preferences'>['notifications'];

interface Props {
  readonly kinds: readonly Kind[];
  /** Whether mails and messages are wanted at all. */
  readonly wanted: Wanted;
}

interface Choice {
  readonly kinds: readonly Kind[];
  readonly wanted: Wanted;
}

/** Saved together, and only what has changed. */
export function KindsForm({ kinds, wanted }: Props) {
  const say = useTexts(profileTexts);
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Choice>({ kinds, wanted });
  const [saved, setSaved] = useState(false);
  const changed = chosen.kinds.filter((kind) => !kinds.some((it) => it.kind === kind.kind && it.mail === kind.mail && it.feed === kind.feed));
  const sending = useSending<Choice, boolean>(async (choice, key) => {
    if (choice.wanted.mail !== wanted.mail || choice.wanted.feed !== wanted.feed) queries.setQueryData(preferencesQuery.queryKey, await send('PATCH /api/me/preferences', { notifications: choice.wanted }, { key }));
    if (choice.kinds.length > 0) queries.setQueryData(kindsQuery.queryKey, await send('PATCH /api/notifications/preferences', { items: [...choice.kinds] }, { key }));
    return true;
  });
  const choose = (choice: Partial<Choice>) => {
    setSaved(false);
    setChosen({ ...chosen, ...choice });
  };
  const want = (name: keyof Wanted, text: 'mailAtAll' | 'feedAtAll') => (
    <label className="form-check"><input className="form-check-input" type="checkbox" checked={chosen.wanted[name]} onChange={({ target }) => choose({ wanted: { ...chosen.wanted, [name]: target.checked } })} /> <span>{say(text)}</span></label>
  );
  return (
    <form className="stack-wide" method="post" onSubmit={async (event) => { event.preventDefault(); if (await sending.send({ kinds: changed, wanted: chosen.wanted })) setSaved(true); }}>
      <fieldset><legend>{say('atAll')}</legend>{want('mail', 'mailAtAll')}{want('feed', 'feedAtAll')}</fieldset>
      {chosen.kinds.length === 0 && <p className="panel muted">{say('noKinds')}</p>}
      {chosen.kinds.length > 0 && (
        <table className="kinds">
          <caption className="unseen">{say('notifications')}</caption>
          <thead><tr><th scope="col">{say('what')}</th><th scope="col">{say('byMail')}</th><th scope="col">{say('inPortal')}</th></tr></thead>
          <tbody>{chosen.kinds.map((kind) => <KindRow key={kind.kind} kind={kind} wanted={chosen.wanted} onChange={(next) => choose({ kinds: chosen.kinds.map((it) => (it.kind === next.kind ? next : it)) })} />)}</tbody>
        </table>
      )}
      <p className="muted small">{say('always')}</p>
      {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
      <div className="actions">
        <SubmitButton busy={sending.busy}>{say('save')}</SubmitButton>
        <span role="status">{saved && say('saved')}</span>
      </div>
    </form>
  );
}
