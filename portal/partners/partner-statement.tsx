import { useQuery } from '@tanstack/react-query';
import { generatePath, Link, useParams } from 'react-router';
import { Refusal } from '../api/refusal.ts';
import { MonthChooser } from '../commission/month-chooser.tsx';
import { Statement } from '../commission/statement.tsx';
import { StatementFile } from '../commission/statement-file.tsx';
import { statementQuery } from '../commission/statement-query.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { commissionTexts } from '../texts/commission.texts.ts';
import { monthText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { partnerQuery } from './partner.tsx';
import '../review/review.scss';
import '../commission/commission.scss';

/** A partner's month, as its own people read it. */
export function PartnerStatement() {
  const { id = '', period = 'current' } = useParams();
  return <TeamOnly needs="commissions:read">{() => <Read partnerId={id} period={period} />}</TeamOnly>;
}

function Read({ partnerId, period }: { partnerId: string; period: string }) {
  const say = useTexts(partnerTexts);
  const sayMoney = useTexts(commissionTexts);
  const language = useLanguage();
  const { data: partner } = useQuery(partnerQuery(partnerId));
  const { data: current } = useQuery(statementQuery('current', language, partnerId));
  const { data: statement, error, refetch } = useQuery(statementQuery(period, language, partnerId));
  const addressOf = (month: string) => generatePath(pages.partnerStatement, { id: partnerId, period: month });
  const company = partner?.company ?? statement?.company;
  usePageTitle(statement ? `${statement.company}, ${monthText(statement.period)}` : say('statement'));
  return (
    <div className="wide commission">
      <nav className="commission-file" aria-label={say('title')}><Link to={generatePath(pages.partner, { id: partnerId })}>{company ?? say('backToPartner')}</Link></nav>
      <div className="commission-head">
        <div className="stack"><h1>{say('statement')}</h1><p className="lead">{say('statementLead')}</p></div>
        {current && partner && <MonthChooser chosen={period} running={current.period} since={partner.approvedAt.slice(0, 7)} addressOf={addressOf} />}
      </div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()}>{period !== 'current' && <p><Link to={addressOf('current')}>{sayMoney('toCurrent')}</Link></p>}</RefusalNotice>}
      {!statement && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-title" /><span className="skeleton" /><span className="skeleton" /></div>}
      {statement && <><Statement statement={statement} /><StatementFile period={statement.period} partnerId={partnerId} /></>}
    </div>
  );
}
