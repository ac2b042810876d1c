import { useQuery } from '@tanstack/react-query';
import { send } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { profileTexts } from '../texts/profile.texts.ts';
import { sessionsQuery } from './own-queries.ts';

/** Where one is signed in, and the way out of everywhere else. */
export function OwnSessions() {
  const say = useTexts(profileTexts);
  const { data, error, refetch } = useQuery(sessionsQuery);
  const ending = useSending<void, unknown>(async (_nothing, key) => send('POST /api/me/sessions/end-others', {}, { key }));
  return (
    <section className="account-part" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{say('sessions')}</h2>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className="waiting" aria-hidden="true"><span className="skeleton" /><span className="skeleton" /></div>}
      <ul className="sessions">
        {data?.items.map(({ id, openedAt, lastUsedAt, current }) => (
          <li key={id}>
            <span>{say('since', { time: timeText(openedAt) })} {current && <span className="tag tag-accent">{say('thisOne')}</span>}</span>
            {!current && <span className="muted small">{say('lastUsed', { time: timeText(lastUsedAt) })}</span>}
          </li>
        ))}
      </ul>
      {ending.refusal && <RefusalNotice refusal={ending.refusal} focused />}
      {data && (
        <div className="actions">
          {data.items.length > 1 && <button type="button" className="btn btn-danger" aria-disabled={ending.busy || undefined} onClick={async () => { if (await ending.send()) await refetch(); }}>{say('endOthers')}</button>}
          <span role="status" className="muted">{data.items.length <= 1 && say('onlyHere')}</span>
        </div>
      )}
    </section>
  );
}
