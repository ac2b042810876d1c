import { useQuery } from '@tanstack/react-query';
import { catalogueQuery } from '../api/queries.ts';
import { deadlineText, timeText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import { useTeam } from '../workplace/team-names.ts';
import type { Application } from './review-page.tsx';

type Key = keyof typeof reviewTexts.en;
const events: Readonly<Record<string, Key>> = {
  submitted: 'eventSubmitted', contested: 'eventContested', review_started: 'eventReview', more_info_requested: 'eventAsked',
  answered: 'eventAnswered', approved: 'eventApproved', rejected: 'eventRejected', withdrawn: 'eventWithdrawn',
};

/** Questions with their answers, then who did what and when, the latest on top. */
export function History({ application: { questions, history, rejection }, me }: { application: Application; me: string }) {
  const say = useTexts(reviewTexts);
  const { data: catalogue } = useQuery(catalogueQuery(useLanguage()));
  const reason = (code: string) => catalogue?.rejectionReasons.find((it) => it.code === code)?.label ?? code;
  const { nameOf } = useTeam();
  const actor = ({ kind, id }: Application['history'][number]['actor']) => (id === me ? say('byYou') : (nameOf(id) ?? say(kind === 'vendor' ? 'byTeam' : kind === 'system' ? 'bySystem' : 'byApplicant')));
  const why = ({ event, why: text }: Application['history'][number]) => (event === 'rejected' || event === 'more_info_requested' ? null : text);
  return (
    <>
      {questions.length > 0 && (
        <section className="stack" aria-labelledby="questions">
          <h2 id="questions" className="part-title">{say('questions')}</h2>
          {questions.map((it) => (
            <div key={it.askedAt} className="panel stack">
              <p><span className="as-written">{it.question}</span> <time className="small muted" dateTime={it.askedAt}>{timeText(it.askedAt)}</time></p>
              {it.answer === null ? <p className="muted">{say('noAnswer')}</p> : <blockquote className="as-written">{it.answer}</blockquote>}
            </div>
          ))}
        </section>
      )}
      <section className="stack" aria-labelledby="history">
        <h2 id="history" className="part-title">{say('history')}</h2>
        {rejection && <p>{say('rejectedFor', { reason: reason(rejection.reason) })}{rejection.note !== null && <span className="as-written"> · {rejection.note}</span>} · {say('mayReapply', { day: deadlineText(rejection.mayReapplyFrom) })}</p>}
        <ol className="past">
          {history.toReversed().map((entry) => {
            const text = events[entry.event];
            return <li key={`${entry.at} ${entry.event}`}><span>{text === undefined ? entry.event : say(text)} <span className="muted small">{actor(entry.actor)}{why(entry) !== null && ` · ${why(entry)}`}</span></span> <time className="muted small" dateTime={entry.at}>{timeText(entry.at)}</time></li>;
          })}
        </ol>
      </section>
    </>
  );
}
