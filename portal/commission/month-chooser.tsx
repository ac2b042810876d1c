import { useQuery } from '@tanstack/react-query';
import { generatePath, useNavigate } from 'react-router';
import { pages } from '../pages.ts';
import { commissionTexts } from '../texts/commission.texts.ts';
import { monthText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { monthsBack } from './months.ts';
import { companyQuery, statementQuery } from './statement-query.ts';

/** The months since the company joined; which one runs is said by the service, whose day it is. */
export function MonthChooser({ chosen }: { chosen: string }) {
  const say = useTexts(commissionTexts);
  const navigate = useNavigate();
  const { data: current } = useQuery(statementQuery('current', useLanguage()));
  const { data: company } = useQuery(companyQuery);
  if (!current || !company) return null;
  const months = monthsBack(current.period, company.approvedAt.slice(0, 7), 120);
  const value = chosen === 'current' ? current.period : chosen;
  return (
    <div className="commission-month">
      <label className="form-label" htmlFor="month">{say('month')}</label>
      <select id="month" className="form-select" value={value} onChange={({ target }) => void navigate(target.value === current.period ? pages.commission : generatePath(pages.commissionOfMonth, { period: target.value }))}>
        {[...(months.includes(value) ? [] : [value]), ...months].map((month) => <option key={month} value={month}>{month === current.period ? say('current', { month: monthText(month) }) : monthText(month)}</option>)}
      </select>
    </div>
  );
}
