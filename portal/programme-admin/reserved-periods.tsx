import type { AnswerOf } from '../api/routes.ts';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { reservedTexts } from '../texts/reserved.texts.ts';

type Period = AnswerOf<'/api/accounts/reserved'>['items'][number]['periods'][number];

/** Since when a customer is reserved, for what, and why; then how it was before. */
export function ReservedPeriods({ periods }: { periods: readonly Period[] }) {
  const say = useTexts(reservedTexts);
  const over = periods.flatMap(({ until, ...period }) => (until === null ? [] : [{ ...period, until }]));
  return (
    <>
      {periods.filter(({ until }) => until === null).map(({ why, from, reason }) => (
        <p key={why} className="small muted">{say('since', { time: timeText(from), why: say(why) })}{reason !== null && <span className="rate-reason as-written">{reason}</span>}</p>
      ))}
      {over.length > 0 && (
        <details className="rate-past">
          <summary>{say('before', { count: over.length })}</summary>
          {over.map(({ why, from, until, reason }) => <p key={`${why} ${from}`} className="small muted">{say('period', { from: timeText(from), until: timeText(until), why: say(why) })}{reason !== null && <span className="rate-reason as-written">{reason}</span>}</p>)}
        </details>
      )}
    </>
  );
}
