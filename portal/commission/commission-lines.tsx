import { Link, useSearchParams } from 'react-router';
import { commissionStatuses } from '#libs/contracts/events/commissions';
import { Refusal } from '../api/refusal.ts';
import { Named } from '../form/named.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { withFilter } from '../review/queue-address.ts';
import { commissionTexts } from '../texts/commission.texts.ts';
import { calendarDayText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { linesIn } from './lines-address.ts';
import { NotYours } from './not-yours.tsx';
import { StatementLine } from './statement-line.tsx';
import { useLines } from './use-lines.ts';
import './commission.scss';

/** The company's lines in one state, whatever their month: what a figure of the first page counts, the latest first. */
export function CommissionLines() {
  const say = useTexts(commissionTexts);
  usePageTitle(say('allLines'));
  const [address, setAddress] = useSearchParams();
  const { status, currency } = linesIn(address);
  const { lines, error, again, hasNextPage, fetchNextPage, isPlaceholderData } = useLines({ status, currency });
  return (
    <div className="wide commission">
      <div className="commission-head">
        <div className="stack">
          <h1>{say('allLines')}</h1>
          <p className="lead">{currency === undefined ? say('allLinesLead') : say('allLinesIn', { currency })}</p>
          <p className="actions">
            <Link to={pages.commission}>{say('toCurrent')}</Link>
            {currency !== undefined && <Link to={{ search: withFilter(address, 'currency', '').toString() }}>{say('everyCurrency')}</Link>}
          </p>
        </div>
        <Named label={say('state')}><select className="form-select" value={status ?? ''} onChange={({ target }) => setAddress(withFilter(address, 'status', target.value), { replace: true, preventScrollReset: true })}><option value="">{say('everyState')}</option>{commissionStatuses.map((it) => <option key={it} value={it}>{say(it)}</option>)}</select></Named>
      </div>
      {error instanceof Refusal && (error.status === 403 ? <NotYours /> : <RefusalNotice refusal={error} onRetry={again} />)}
      {!lines && !error && <div className="waiting" aria-hidden="true"><span className="skeleton" /><span className="skeleton" /></div>}
      {lines?.length === 0 && <p className="panel muted">{status !== undefined ? say('noLinesLike') : currency === undefined ? say('noLinesAtAll') : say('noLinesIn', { currency })}</p>}
      {lines && lines.length > 0 && <ul className="panel statement statement-lines" aria-label={say('lineCount')} aria-busy={isPlaceholderData}>{lines.map((line) => <StatementLine key={line.id} line={{ ...line, text: textOf(line) }} />)}</ul>}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </div>
  );

  function textOf({ kind, invoiceId, refundId, occurredOn }: { kind: string; invoiceId: string; refundId: string | null; occurredOn: string }): string {
    const on = calendarDayText(occurredOn);
    return kind === 'reversal' ? say('byRefund', { id: refundId ?? '', on }) : say('byInvoice', { id: invoiceId, on });
  }
}
