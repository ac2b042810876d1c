import { useQuery } from '@tanstack/react-query';
import { generatePath, Link, useParams } from 'react-router';
import { companyQuery } from '../api/queries.ts';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { commissionTexts } from '../texts/commission.texts.ts';
import { monthText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { MonthChooser } from './month-chooser.tsx';
import { NotYours } from './not-yours.tsx';
import { Statement } from './statement.tsx';
import { StatementFile } from './statement-file.tsx';
import { statementQuery } from './statement-query.ts';
import './commission.scss';

const addressOf = (period: string) => (period === 'current' ? pages.commission : generatePath(pages.commissionOfMonth, { period }));

/** A month of the company: what was owed, what came, what is owed now. */
export function Commission() {
  const say = useTexts(commissionTexts);
  const language = useLanguage();
  const { period = 'current' } = useParams();
  const { data: statement, error, refetch } = useQuery(statementQuery(period, language));
  const { data: current } = useQuery(statementQuery('current', language));
  const { data: company } = useQuery(companyQuery);
  usePageTitle(statement === undefined ? say('title') : say('of', { month: monthText(statement.period) }));
  return (
    <div className="wide commission">
      <div className="commission-head">
        <div className="stack">
          <h1>{say('title')}</h1>
          <p className="lead">{say('lead')}</p>
        </div>
        {current && company && <MonthChooser chosen={period} running={current.period} since={company.approvedAt.slice(0, 7)} addressOf={addressOf} />}
      </div>
      {error instanceof Refusal && (error.status === 403 ? <NotYours /> : (
        <RefusalNotice refusal={error} onRetry={() => void refetch()}>
          {period !== 'current' && <p><Link to={pages.commission}>{say('toCurrent')}</Link></p>}
        </RefusalNotice>
      ))}
      {!statement && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-title" /><span className="skeleton" /><span className="skeleton" /></div>}
      {statement && (
        <>
          <Statement statement={statement} />
          <p><Link to={pages.commissionLines}>{say('toLines')}</Link></p>
          <StatementFile period={statement.period} />
        </>
      )}
    </div>
  );
}
