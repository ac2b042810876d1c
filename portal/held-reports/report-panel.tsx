import { useState } from 'react';
import { generatePath, Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { useHere } from '../deal-review/way-back.ts';
import { pages } from '../pages.ts';
import { calendarDayText, fullMoney, timeText } from '../texts/formats.ts';
import { heldReportTexts } from '../texts/held-reports.texts.ts';
import { useTexts, type Say } from '../texts/language.ts';
import { SettleReport } from './settle-report.tsx';

export type Report = AnswerOf<'/api/deals/reports'>['items'][number];

interface Props {
  readonly report: Report;
  readonly onSettled: (sentence: string) => Promise<void>;
}

/** Why it is held back, and what it says. */
export function ReportPanel({ report, onSettled }: Props) {
  const say = useTexts(heldReportTexts);
  const here = useHere();
  const [isOpen, setOpen] = useState(false);
  const { id, dealId, reference, problem, detail, heldAt } = report;
  return (
    <li className="panel stack">
      <div>
        <h2 className="part-title" id={`report-${id}`}>{say(`${report.report}Report`)}</h2>
        <p className="small muted">
          {reference === null ? say('noDeal', { id: dealId }) : <Link to={generatePath(pages.dealReview, { id: dealId })} state={here}>{reference}</Link>} · {say('held', { time: timeText(heldAt) })}
        </p>
      </div>
      {/* The service's own words are English, and say more than the kind. */}
      <p><strong>{say('why')}:</strong> {say(problem)} <span className="small muted" lang="en">{detail}</span></p>
      <div>
        <h3 className="small">{say('says')}</h3>
        <dl className="sent-facts">{factsOf(say, report).map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="as-written">{value}</dd></div>)}</dl>
      </div>
      {isOpen ? <SettleReport id={id} onDone={onSettled} onCancel={() => setOpen(false)} /> : <div><button type="button" className="btn btn-quiet" aria-describedby={`report-${id}`} onClick={() => setOpen(true)}>{say('settle')}</button></div>}
    </li>
  );
}

function factsOf(say: Say<keyof typeof heldReportTexts.en>, { data: { amount, contract, termMonths, reason, closedOn } }: Report): (readonly [string, string])[] {
  return [
    ...(amount === undefined ? [] : [[say('signedFor'), fullMoney(amount)] as const]),
    ...(contract === undefined ? [] : [[say('contract'), typeof termMonths === 'number' ? `${say(contract)}, ${say('months', { count: termMonths })}` : say(contract)] as const]),
    ...(reason === undefined ? [] : [[say('reason'), reason] as const]),
    [say('closedOn'), calendarDayText(closedOn)],
  ];
}
