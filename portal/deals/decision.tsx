import { useEffect, useRef } from 'react';
import { generatePath, Link } from 'react-router';
import type { DealOutcome } from '#libs/contracts/http/deals';
import type { AnswerOf } from '../api/routes.ts';
import { pages } from '../pages.ts';
import { deadlineText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealFormTexts } from '../texts/deal-form.texts.ts';

interface Props {
  readonly decided: AnswerOf<'POST /api/deals'>;
  readonly onAnother: () => void;
}

const notices: Readonly<Record<DealOutcome, string>> = { clear: 'notice-good', queued: '', needs_review: '', rejected: 'notice-bad' };

/** The answer to a registration: what it is, until when, and what to do now. */
export function Decision({ decided: { id, reference, decision, protectedUntil }, onAnother }: Props) {
  const say = useTexts(dealFormTexts);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    title.current?.focus();
  }, []);
  const { outcome, reason, text } = decision;
  // Where every registration is confirmed by a person, even a clear one is not the partner's yet.
  const kind = reason === 'awaits-approval' ? 'reserved' : outcome;
  return (
    <>
      <div className={`notice decision ${notices[outcome]}`}>
        <h1 tabIndex={-1} ref={title}>{say(kind)}</h1>
        <p>{text}</p>
        <dl className="decision-facts">
          {protectedUntil !== undefined && <div><dt>{say('protectedUntil')}</dt><dd>{deadlineText(protectedUntil)}</dd></div>}
          <div><dt>{say('reference')}</dt><dd>{reference}</dd></div>
        </dl>
      </div>
      <section className="stack" aria-labelledby="next">
        <h2 id="next" className="part-title">{say('next')}</h2>
        <ul className="next-steps"><li>{say(`${kind}Next1`)}</li><li>{say(`${kind}Next2`)}</li></ul>
      </section>
      <div className="actions">
        <Link className="btn btn-primary" to={generatePath(pages.deal, { id })}>{say('openDeal')}</Link>
        <button type="button" className="btn btn-quiet" onClick={onAnother}>{say('another')}</button>
        <Link to={pages.deals}>{say('toDeals')}</Link>
      </div>
    </>
  );
}
