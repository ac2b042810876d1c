import { useState } from 'react';
import { generatePath, Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { Reckoning } from '../commission/reckoning.tsx';
import { pages } from '../pages.ts';
import { commissionTexts } from '../texts/commission.texts.ts';
import { calendarDayText, exactMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { commissionsTexts } from '../texts/commissions.texts.ts';

/** One posting of anybody's; opening it asks for how it was reckoned. */
export function Line({ line: { id, kind, company, partnerId, deal, invoiceId, refundId, amount, status, payableOn } }: { line: AnswerOf<'/api/commissions'>['items'][number] }) {
  const say = useTexts(commissionsTexts);
  const sayStatus = useTexts(commissionTexts);
  const [open, setOpen] = useState(false);
  return (
    <li className="statement-line">
      <button type="button" className="statement-row" aria-expanded={open} aria-controls={`reckoning-${id}`} onClick={() => setOpen(!open)}>
        <span className="statement-text">{company}</span>
        <span className="statement-amount">{exactMoney(amount)}</span>
        <span className="statement-more small muted">
          <span>{kind === 'reversal' ? say('ofRefund', { account: deal.account, id: refundId ?? '' }) : say('ofInvoice', { account: deal.account, id: invoiceId })}</span>
          <span>{status === 'held' ? sayStatus('payableOn', { day: calendarDayText(payableOn) }) : sayStatus(status)}</span>
        </span>
      </button>
      <div id={`reckoning-${id}`} hidden={!open}>{open && <><Reckoning id={id} /><p className="line-partner"><Link to={generatePath(pages.partner, { id: partnerId })}>{say('toPartner', { company })}</Link></p></>}</div>
    </li>
  );
}
