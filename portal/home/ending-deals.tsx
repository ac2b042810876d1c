import { useQuery } from '@tanstack/react-query';
import { generatePath, Link } from 'react-router';
import { Refusal } from '../api/refusal.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { deadlineText, shortMoney } from '../texts/formats.ts';
import { homeTexts } from '../texts/home.texts.ts';
import { useTexts } from '../texts/language.ts';
import { endingDealsQuery } from './dashboard-query.ts';

/** Deals whose protection runs out, the first to end first. */
export function EndingDeals() {
  const say = useTexts(homeTexts);
  const { data, error, refetch } = useQuery(endingDealsQuery);
  return (
    <section className="stack" aria-labelledby="ending">
      <div>
        <h2 id="ending">{say('ending')}</h2>
        <p className="muted small">{say('endingLead')}</p>
      </div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className="waiting" aria-hidden="true"><span className="skeleton" /><span className="skeleton" /></div>}
      {data?.items.length === 0 && <p className="panel muted">{say('noEnding')}</p>}
      {data && data.items.length > 0 && (
        <ul className="ending">
          {data.items.map(({ id, reference, account, estimatedValue, protectedUntil }) => (
            <li key={id}>
              <div className="ending-what"><Link to={generatePath(pages.deal, { id })}>{account.name}</Link><span className="muted small">{reference} · {shortMoney(estimatedValue)}</span></div>
              {protectedUntil !== null && <span className="tag tag-warn">{say('until', { day: deadlineText(protectedUntil) })}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
