import { useEffect, useRef } from 'react';
import { deadlineText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import type { Receipt } from './apply.tsx';

/** It has arrived: under which reference, and what happens when. */
export function Sent({ receipt: { answer, email } }: { receipt: Receipt }) {
  const say = useTexts(applicationTexts);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    title.current?.focus();
  }, []);
  const due = deadlineText(answer.decisionDueAt);
  return (
    <div className="medium-page">
      <div className="stack">
        <h1 tabIndex={-1} ref={title}>{say('sentTitle')}</h1>
        <p className="lead">{say('sentMail', { email })}</p>
      </div>
      <dl className="panel receipt">
        <div><dt>{say('sentReference')}</dt><dd>{answer.reference}</dd></div>
        <div><dt>{say('sentDue')}</dt><dd>{due}</dd></div>
      </dl>
      <section className="stack" aria-labelledby="happens">
        <h2 id="happens" className="receipt-title">{say('happens')}</h2>
        <ol className="receipt-steps">
          <li>{say('sentNext1', { time: due })}</li>
          <li>{say('sentNext2')}</li>
          <li>{say('sentNext3')}</li>
        </ol>
      </section>
      <div><a className="btn btn-primary" href={answer.statusUrl}>{say('toStatus')}</a></div>
    </div>
  );
}
