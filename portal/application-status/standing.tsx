import type { AnswerOf } from '../api/routes.ts';
import { deadlineText, timeText } from '../texts/formats.ts';
import { useTexts, type Say } from '../texts/language.ts';
import { statusTexts } from '../texts/application-status.texts.ts';
import { Question } from './question.tsx';
import { ReviewClock } from './review-clock.tsx';
import { Withdrawal } from './withdrawal.tsx';

export type Status = AnswerOf<'/api/applications/status/{token}'>;
type Key = keyof typeof statusTexts.en;

const tones: Readonly<Record<Status['status'], string>> = { submitted: 'tag-accent', in_review: 'tag-accent', more_info: 'tag-warn', approved: 'tag-accent', rejected: 'tag-bad', withdrawn: '' };
const sentences = { submitted: 'submittedText', in_review: 'in_reviewText', more_info: 'more_infoText', approved: 'approvedText', rejected: 'rejectedText', withdrawn: 'withdrawnText' } as const;
const events: Readonly<Record<string, Key>> = {
  submitted: 'eventSubmitted', contested: 'eventContested', review_started: 'eventReview', more_info_requested: 'eventAsked',
  answered: 'eventAnswered', approved: 'eventApproved', rejected: 'eventRejected', withdrawn: 'eventWithdrawn',
};

interface Props {
  readonly status: Status;
  /** When the server said so, in milliseconds. */
  readonly asOf: number;
  readonly token: string;
}

export function Standing({ status, asOf, token }: Props) {
  const say = useTexts(statusTexts);
  const isOpen = ['submitted', 'in_review', 'more_info'].includes(status.status);
  return (
    <div className="medium-page">
      <header className="standing-head">
        <div className="stack">
          <p className="muted">{say('reference', { reference: status.reference })}</p>
          <h1>{status.company}</h1>
        </div>
        <p className="standing-now"><span className={`tag ${tones[status.status]}`}>{say(status.status)}</span> <span>{say(sentences[status.status])}</span></p>
        {status.mayReapplyFrom !== null && <p>{say('reapply', { day: deadlineText(status.mayReapplyFrom) })}</p>}
      </header>
      {isOpen && <ReviewClock status={status} asOf={asOf} />}
      {status.question && <Question key={status.question.askedAt} question={status.question} reference={status.reference} token={token} />}
      <section className="stack" aria-labelledby="history">
        <h2 id="history" className="standing-title">{say('history')}</h2>
        <ol className="timeline">
          {status.timeline.toReversed().map((entry) => (
            <li key={`${entry.at} ${entry.event}`}><span>{eventText(say, entry)}</span> <time className="muted small" dateTime={entry.at}>{timeText(entry.at)}</time></li>
          ))}
        </ol>
      </section>
      {isOpen && <Withdrawal token={token} />}
    </div>
  );
}

function eventText(say: Say<Key>, { event, text }: Status['timeline'][number]): string {
  const key = events[event];
  return key === undefined ? text : say(key);
}
