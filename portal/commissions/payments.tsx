import { useQueryClient } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { usePageTitle } from '../frame/page-title.ts';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { paymentTexts } from '../texts/payments.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { InvoiceForm } from './invoice-form.tsx';
import { RefundForm } from './refund-form.tsx';
import { WaitingReports } from './waiting-reports.tsx';
import '../review/review.scss';
import './commissions.scss';

/** Invoices that were paid and refunds, for a vendor whose CRM does not report them; and what waits for something that must come first. */
export function Payments() {
  const say = useTexts(paymentTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="commissions:manage">{() => <Enter />}</TeamOnly>;
}

function Enter() {
  const say = useTexts(paymentTexts);
  const [address] = useSearchParams();
  const queries = useQueryClient();
  const isRefund = address.get('enter') === 'refund';
  const changed = async () => {
    await Promise.all(['waiting-reports', 'commission-month', 'commission-lines', 'exceptions', 'statement', 'dashboard'].map((kind) => queries.invalidateQueries({ queryKey: [kind] })));
  };
  return (
    <div className="wide-page review">
      <nav aria-label={say('back')}><Link to={pages.commissions}>{say('back')}</Link></nav>
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <nav className="views" aria-label={say('which')}>
        <Link className="btn btn-quiet" to="?" aria-current={isRefund ? undefined : 'page'}>{say('invoice')}</Link>
        <Link className="btn btn-quiet" to="?enter=refund" aria-current={isRefund ? 'page' : undefined}>{say('refund')}</Link>
      </nav>
      {isRefund ? <RefundForm onEntered={changed} /> : <InvoiceForm onEntered={changed} />}
      <WaitingReports />
    </div>
  );
}
