import { useState } from 'react';
import { generatePath, Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { useHere } from '../deal-review/way-back.ts';
import { pages } from '../pages.ts';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { exceptionTexts } from '../texts/exceptions.texts.ts';
import { figureText } from './figure-text.ts';
import { SettleForm } from './settle-form.tsx';

export type Exception = AnswerOf<'/api/commissions/exceptions'>['items'][number];
type Key = keyof typeof exceptionTexts.en;
const isKnown = (name: string): name is Key => name in exceptionTexts.en;

interface Props {
  readonly exception: Exception;
  readonly seesDeals: boolean;
  readonly onSettled: (sentence: string) => Promise<void>;
}

/** What was reported beside what is known; what differs is marked. */
export function ExceptionPanel({ exception, seesDeals, onSettled }: Props) {
  const say = useTexts(exceptionTexts);
  const here = useHere();
  const [isOpen, setOpen] = useState(false);
  const { id, kind, invoiceId, refundId, dealId, reported, known, raisedAt } = exception;
  const names = [...new Set([...Object.keys(reported), ...Object.keys(known)])].filter((name) => name !== 'dealId');
  const about = [invoiceId && say('invoice', { id: invoiceId }), refundId && say('refund', { id: refundId }), say('raised', { time: timeText(raisedAt) })].filter(Boolean).join(' · ');
  return (
    <li className="panel stack">
      <div>
        <h2 className="part-title" id={`exception-${id}`}>{say(kind)}</h2>
        <p className="small muted">{about}{dealId !== null && seesDeals && <> · <Link to={generatePath(pages.dealReview, { id: dealId })} state={here}>{say('deal')}</Link></>}</p>
      </div>
      <div className="beside">
        <table>
          <thead><tr><th scope="col">{say('figure')}</th><th scope="col">{say('reported')}</th><th scope="col">{say('known')}</th></tr></thead>
          <tbody>
            {names.map((name) => {
              const [left, right] = [figureText(name, reported[name]), figureText(name, known[name])];
              return <tr key={name}><th scope="row">{isKnown(name) ? say(name) : name}</th><td className={left === right ? undefined : 'same'}>{left}</td><td>{right}</td></tr>;
            })}
          </tbody>
        </table>
      </div>
      {isOpen ? <SettleForm exception={exception} onDone={onSettled} onCancel={() => setOpen(false)} /> : <div><button type="button" className="btn btn-quiet" aria-describedby={`exception-${id}`} onClick={() => setOpen(true)}>{say('settle')}</button></div>}
    </li>
  );
}
