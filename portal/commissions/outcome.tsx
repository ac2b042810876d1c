import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { Reckoning } from '../commission/reckoning.tsx';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { paymentTexts } from '../texts/payments.texts.ts';
import '../commission/commission.scss';

interface Props {
  readonly kind: 'invoice' | 'refund';
  readonly taken: AnswerOf<'POST /api/invoices'>;
}

const tones = { booked: 'notice-good', nothing_due: '', waiting: 'notice-warn', exception: 'notice-warn' } as const;

/** What came of what was entered, and the focus on it: the form above is empty again. */
export function Outcome({ kind, taken: { outcome, waitingFor, commissionId } }: Props) {
  const say = useTexts(paymentTexts);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [commissionId, outcome]);
  return (
    <div className={`notice ${tones[outcome]}`} role="status" tabIndex={-1} ref={box}>
      {outcome === 'booked' && <h2 className="part-title">{say(kind === 'invoice' ? 'booked' : 'bookedBack')}</h2>}
      {outcome === 'nothing_due' && <><h2 className="part-title">{say('nothingDue')}</h2><p>{say('nothingDueText')}</p></>}
      {outcome === 'waiting' && <><h2 className="part-title">{say('waiting')}</h2><p>{waitingFor !== null && say(`for_${waitingFor}`)}</p></>}
      {outcome === 'exception' && <><h2 className="part-title">{say('contradicts')}</h2><p>{say('contradictsText')} <Link to={pages.exceptions}>{say('toExceptions')}</Link></p></>}
      {commissionId !== null && <Reckoning id={commissionId} />}
    </div>
  );
}
