import { commissionStatuses } from '#libs/contracts/events/commissions';
import { Refusal } from '../api/refusal.ts';
import { useLines } from '../commission/use-lines.ts';
import { Named } from '../form/named.tsx';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { commissionTexts } from '../texts/commission.texts.ts';
import { commissionsTexts } from '../texts/commissions.texts.ts';
import { Line } from './line.tsx';
import { daysOf } from './month-address.ts';

interface Props {
  readonly period: string;
  readonly status: string | undefined;
  readonly onStatus: (status: string) => void;
}

/** What was credited or taken back in a month, whoever's it is, the latest first. */
export function Lines({ period, status, onStatus }: Props) {
  const say = useTexts(commissionsTexts);
  const sayStatus = useTexts(commissionTexts);
  const { lines, error, again, hasNextPage, fetchNextPage, isPlaceholderData } = useLines({ ...daysOf(period), status });
  return (
    <section className="stack" aria-labelledby="lines">
      <div className="page-head">
        <h2 id="lines" className="part-title">{say('lines')}</h2>
        <Named label={say('state')}><select className="form-select" value={status ?? ''} onChange={({ target }) => onStatus(target.value)}><option value="">{say('everyState')}</option>{commissionStatuses.map((it) => <option key={it} value={it}>{sayStatus(it)}</option>)}</select></Named>
      </div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={again} />}
      {!lines && !error && <span className="skeleton skeleton-row" aria-hidden="true" />}
      {lines?.length === 0 && <p className="panel muted">{say(status === undefined ? 'noLines' : 'noLinesLike')}</p>}
      {lines && lines.length > 0 && <ul className="panel statement statement-lines" aria-busy={isPlaceholderData}>{lines.map((line) => <Line key={line.id} line={line} />)}</ul>}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </section>
  );
}
