import { useState } from 'react';
import type { AnswerOf } from '../api/routes.ts';
import { commissionTexts } from '../texts/commission.texts.ts';
import { calendarDayText, exactMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { Reckoning } from './reckoning.tsx';

type Line = Pick<AnswerOf<'/api/statements/{period}'>['currencies'][number]['lines'][number], 'id' | 'text' | 'amount' | 'status' | 'deal' | 'payableOn'>;

/** One posting; opening it asks for how it was reckoned. */
export function StatementLine({ line: { id, text, amount, status, deal, payableOn } }: { line: Line }) {
  const say = useTexts(commissionTexts);
  const [open, setOpen] = useState(false);
  return (
    <li className="statement-line">
      <button type="button" className="statement-row" aria-expanded={open} aria-controls={`reckoning-${id}`} onClick={() => setOpen(!open)}>
        <span className="statement-text">{text}</span>
        <span className="statement-amount">{exactMoney(amount)}</span>
        <span className="statement-more small muted">
          <span>{deal.reference} · {deal.account}</span>
          <span>{status === 'held' ? say('payableOn', { day: calendarDayText(payableOn) }) : say(status)}</span>
        </span>
      </button>
      <div id={`reckoning-${id}`} hidden={!open}>{open && <Reckoning id={id} />}</div>
    </li>
  );
}
