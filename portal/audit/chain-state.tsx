import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { auditTexts } from '../texts/audit.texts.ts';
import { numberText, timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';

/** Whether the trail is what was written, as the last verification found it. */
export function ChainState() {
  const say = useTexts(auditTexts);
  const { data, error, refetch } = useQuery({ queryKey: ['audit-verification'], queryFn: async ({ signal }) => get('/api/audit/verification', { signal }) });
  if (error instanceof Refusal) return <RefusalNotice refusal={error} onRetry={() => void refetch()} />;
  if (!data) return <div className="waiting" aria-hidden="true"><span className="skeleton audit-skeleton" /></div>;
  const { last } = data;
  return (
    <section className="panel stack" aria-labelledby="chain">
      <h2 id="chain" className="part-title">{say('chain')} {last !== null && <span className={last.intact ? 'tag tag-accent' : 'tag tag-bad'}>{say(last.intact ? 'intact' : 'notIntact')}</span>}</h2>
      <p className="small muted">
        {last === null ? say('neverVerified') : say('verified', { time: timeText(last.finishedAt), run: say(`run_${last.run}`), entries: numberText(last.entries), all: numberText(data.entries) })}
      </p>
      {last?.fault != null && last.brokenAt !== null && <p className="notice notice-bad" role="alert">{say('brokenAt', { position: numberText(last.brokenAt), fault: say(`fault_${last.fault}`) })}</p>}
    </section>
  );
}
