import { useQuery } from '@tanstack/react-query';
import type { AnswerOf } from '../api/routes.ts';
import { get, send } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { accountTexts } from '../texts/account.texts.ts';
import { useLiveFeed } from './live-feed.ts';

type Entry = AnswerOf<'/api/notifications'>['items'][number];

export function Feed() {
  const say = useTexts(accountTexts);
  const { data, error, refetch } = useQuery({ queryKey: ['feed'], queryFn: async ({ signal }) => get('/api/notifications', { query: { limit: 25 }, signal }) });
  const latest = data && Math.max(0, ...data.items.map(({ id }) => id));
  const { state, arrived } = useLiveFeed(latest);
  const shown = new Set(data?.items.map(({ id }) => id));
  const entries = [...arrived.filter(({ id }) => !shown.has(id)), ...(data?.items ?? [])];
  const reading = useSending<void, unknown>(async () => send('POST /api/notifications/read-all', {}));
  return (
    <section className="stack" aria-labelledby="feed-title">
      <div className="account-head">
        <h2 id="feed-title" className="feed-title">{say('news')} <span className={state === 'live' ? 'tag tag-accent' : 'tag tag-warn'} role="status">{say(state)}</span></h2>
        {entries.some(({ readAt }) => readAt === null) && (
          <button type="button" className="btn btn-quiet" aria-disabled={reading.busy || undefined} onClick={async () => { await reading.send(); await refetch(); }}>{say('readAll')}</button>
        )}
      </div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {reading.refusal && <RefusalNotice refusal={reading.refusal} />}
      {!data && !error && <div className="waiting" aria-hidden="true"><span className="skeleton" /><span className="skeleton" /></div>}
      {data && entries.length === 0 && <p className="muted">{say('nothing')}</p>}
      <ul className="feed">{entries.map((entry) => <FeedEntry key={entry.id} entry={entry} />)}</ul>
    </section>
  );
}

function FeedEntry({ entry: { title, body, link, createdAt, readAt } }: { entry: Entry }) {
  const say = useTexts(accountTexts);
  // A link of the feed leads inside, whatever wrote it.
  const isOurs = link !== null && /^\/(?!\/)/.test(link);
  return (
    <li className="feed-entry">
      <p>{isOurs ? <a href={link}>{title}</a> : <strong>{title}</strong>} {readAt === null && <span className="tag tag-accent">{say('unread')}</span>}</p>
      {body !== null && <p>{body}</p>}
      <p className="muted small"><time dateTime={createdAt}>{timeText(createdAt)}</time></p>
    </li>
  );
}
