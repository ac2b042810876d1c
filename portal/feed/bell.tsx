import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTexts } from '../texts/language.ts';
import { feedTexts } from '../texts/feed.texts.ts';
import { feedQuery } from './live-feed.ts';

/** Leads to the feed; how much of it is unread stands beside it, and changes by itself. */
export function Bell({ to }: { to: string }) {
  const say = useTexts(feedTexts);
  const { data } = useQuery(feedQuery);
  const unread = data?.items.filter(({ readAt }) => readAt === null).length ?? 0;
  return (
    <Link className="bell" to={to} aria-label={unread === 0 ? say('news') : say('newsUnread', { unread })}>
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="M6 17V11a6 6 0 0 1 12 0v6M4 17h16M10 20.500h4" fill="none" stroke="currentColor" strokeWidth="1.800" strokeLinecap="round" />
      </svg>
      {unread > 0 && <span className="bell-count" aria-hidden="true">{unread > 9 ? '9+' : unread}</span>}
    </Link>
  );
}
