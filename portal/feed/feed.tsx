import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { send } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { feedTexts } from '../texts/feed.texts.ts';
import { feedQuery, useLiveState } from './live-feed.ts';
import './feed.scss';

type Entry = AnswerOf<'/api/notifications'>['items'][number];

export function Feed() {
  const say = useTexts(feedTexts);
  const state = useLiveState();
  const { data, error, refetch } = useQuery(feedQuery);
  const reading = useSending<void, unknown>(async () => send('POST /api/notifications/read-all', {}));
  return (
    <section className="stack" aria-labelledby="feed-title">
      <div className="feed-head">
        <h2 id="feed-title" className="feed-title">{say('news')} <span className={state === 'live' ? 'tag tag-accent' : 'tag tag-warn'} role="status">{say(state)}</span></h2>
        {data?.items.some(({ readAt }) => readAt === null) === true && (
          <button type="button" className="btn btn-quiet" aria-disabled={reading.busy || undefined} onClick={async () => { await reading.send(); await refetch(); }}>{say('readAll')}</button>
        )}
      </div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {reading.refusal && <RefusalNotice refusal={reading.refusal} />}
      {!data && !error && <div className="waiting" aria-hidden="true"><span className="skeleton" /><span className="skeleton" /></div>}
      {data?.items.length === 0 && <p className="muted">{say('nothing')}</p>}
      <ul className="feed">{data?.items.map((entry) => <FeedEntry key={entry.id} entry={entry} />)}</ul>
    </section>
  );
}

function FeedEntry({ entry: { title, body, link, createdAt, readAt } }: { entry: Entry }) {
  const say = useTexts(feedTexts);
  // A link of the feed leads inside, whatever wrote it.
  const isOurs = link !== null && /^\/(?!\/)/.test(link);
  return (
    <li className="feed-entry">
      <p>{isOurs ? <Link to={link}>{title}</Link> : <strong>{title}</strong>} {readAt === null && <span className="tag tag-accent">{say('unread')}</span>}</p>
      {body !== null && <p>{body}</p>}
      <p className="muted small"><time dateTime={createdAt}>{timeText(createdAt)}</time></p>
    </li>
  );
}
