import { queryOptions, useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { exactMoney, numberText, timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { paymentTexts } from '../texts/payments.texts.ts';

/** Events and the clock settle reports without anybody at this page, and no entry of the feed tells finance: it is looked at anew by itself. */
const waitingQuery = queryOptions({ queryKey: ['waiting-reports'], queryFn: async ({ signal }) => get('/api/invoices/waiting', { signal }), staleTime: 0, refetchInterval: 5000, meta: { followsFeed: true } });

/** Reports that wait for what must come first, the oldest on top; they are settled by themselves when it comes. */
export function WaitingReports() {
  const say = useTexts(paymentTexts);
  const { data, error, refetch } = useQuery(waitingQuery);
  return (
    <section className="stack" aria-labelledby="waiting">
      <div className="stack tight"><h2 id="waiting" className="part-title">{say('waitingTitle')}</h2><p className="muted">{say('waitingLead')}</p></div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!data && !error && <span className="skeleton skeleton-row" aria-hidden="true" />}
      {data?.items.length === 0 && <p className="panel muted">{say('noneWaiting')}</p>}
      {data && data.items.length > 0 && (
        <ul className="queue waiting-reports">
          {data.items.map(({ kind, id, amount, waitingFor, receivedAt }) => (
            <li key={`${kind} ${id}`} className="queue-row">
              <div><strong>{say(kind === 'invoice' ? 'invoiceOf' : 'refundNamed', { id })}</strong><p className="small muted">{say('received', { time: timeText(receivedAt) })}</p></div>
              <p className="small">{say(`for_${waitingFor}`)}</p>
              <p className="queue-amount">{exactMoney(amount)}</p>
            </li>
          ))}
        </ul>
      )}
      {data && data.total > data.items.length && <p className="muted small">{say('oldestOf', { shown: numberText(data.items.length), total: numberText(data.total) })}</p>}
    </section>
  );
}
