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

interface Edits {
  readonly kinds: Readonly<Record<string, Kind>>;
  readonly wanted: Partial<Wanted>;
}

const none: Edits = { kinds: {}, wanted: {} };
const others = <T extends object>(edits: T, sent: T): Partial<T> => Object.fromEntries(Object.entries(edits).filter(([name, value]) => Reflect.get(sent, name) !== value)) as Partial<T>;
/** What was chosen after something was sent, while its answer was on its way. */
const since = (edits: Edits, sent: Edits): Edits => ({ kinds: others(edits.kinds, sent.kinds) as Edits['kinds'], wanted: others(edits.wanted, sent.wanted) });

/** Saved together, and only what has changed. */
export function KindsForm({ kinds, wanted }: Props) {
  const say = useTexts(profileTexts);
  const queries = useQueryClient();
  // What this person has changed here; what else is known may be fresher by now, from another tab or device.
  const [edits, setEdits] = useState<Edits>(none);
  const chosen: Choice = { kinds: kinds.map((it) => edits.kinds[it.kind] ?? it), wanted: { ...wanted, ...edits.wanted } };
  const [saved, setSaved] = useState(false);
  const changed = chosen.kinds.filter((kind) => !kinds.some((it) => it.kind === kind.kind && it.mail === kind.mail && it.feed === kind.feed));
  const isSaved = saved && changed.length === 0 && chosen.wanted.mail === wanted.mail && chosen.wanted.feed === wanted.feed;
  const sending = useSending<Choice, boolean>(async (choice, key) => {
    if (choice.wanted.mail !== wanted.mail || choice.wanted.feed !== wanted.feed) queries.setQueryData(preferencesQuery.queryKey, await send('PATCH /api/me/preferences', { notifications: choice.wanted }, { key }));
    if (choice.kinds.length > 0) queries.setQueryData(kindsQuery.queryKey, await send('PATCH /api/notifications/preferences', { items: [...choice.kinds] }, { key }));
    return true;
  });
  const choose = (edit: Partial<Edits>) => {
    setSaved(false);
    setEdits((before) => ({ ...before, ...edit }));
  };
  const save = async () => {
    const sent = edits;
    if (!(await sending.send({ kinds: changed, wanted: chosen.wanted }))) return;
    setEdits((now) => since(now, sent));
    setSaved(true);
  };
  const want = (name: keyof Wanted, text: 'mailAtAll' | 'feedAtAll') => (
    <label className="form-check"><input className="form-check-input" type="checkbox" checked={chosen.wanted[name]} onChange={({ target }) => choose({ wanted: { ...edits.wanted, [name]: target.checked } })} /> <span>{say(text)}</span></label>
  );
  return (
    <form className="stack-wide" method="post" onSubmit={async (event) => { event.preventDefault(); await save(); }}>
      <fieldset><legend>{say('atAll')}</legend>{want('mail', 'mailAtAll')}{want('feed', 'feedAtAll')}</fieldset>
      {chosen.kinds.length === 0 && <p className="panel muted">{say('noKinds')}</p>}
      {chosen.kinds.length > 0 && (
        <table className="kinds">
          <caption className="unseen">{say('notifications')}</caption>
          <thead><tr><th scope="col">{say('what')}</th><th scope="col">{say('byMail')}</th><th scope="col">{say('inPortal')}</th></tr></thead>
          <tbody>{chosen.kinds.map((kind) => <KindRow key={kind.kind} kind={kind} wanted={chosen.wanted} onChange={(next) => choose({ kinds: { ...edits.kinds, [next.kind]: next } })} />)}</tbody>
        </table>
      )}
      <p className="muted small">{say('always')}</p>
      {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
      <div className="actions">
        <SubmitButton busy={sending.busy}>{say('save')}</SubmitButton>
        <span role="status">{isSaved && say('saved')}</span>
      </div>
    </form>
  );
}
