import { useQuery } from '@tanstack/react-query';
import { generatePath, Link } from 'react-router';
import { Refusal } from '../api/refusal.ts';
import { statementQuery } from '../commission/statement-query.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { commissionTexts } from '../texts/commission.texts.ts';
import { exactMoney } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';

/** What the partner is owed now, by currency; its statements say why. */
export function Balance({ partnerId }: { partnerId: string }) {
  const say = useTexts(partnerTexts);
  const sayMoney = useTexts(commissionTexts);
  const { data, error, refetch } = useQuery(statementQuery('current', useLanguage(), partnerId));
  return (
    <section className="stack" aria-labelledby="balance">
      <div className="page-head"><h2 id="balance" className="part-title">{say('owed')}</h2><Link to={generatePath(pages.partnerStatement, { id: partnerId, period: 'current' })}>{say('toStatements')}</Link></div>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!data && !error && <span className="skeleton skeleton-row" aria-hidden="true" />}
      {data?.currencies.length === 0 && <p className="panel muted">{sayMoney('nothing')}</p>}
      {data && data.currencies.length > 0 && (
        <div className="balances">
          {data.currencies.map(({ currency, closing, held, payable }) => (
            <dl key={currency} className="panel balance">
              <div><dt>{say('owedIn', { currency })}</dt><dd className="balance-whole">{exactMoney(closing)}</dd></div>
              <div><dt>{sayMoney('heldOf')}</dt><dd>{exactMoney(held)}</dd></div>
              <div><dt>{sayMoney('payableOf')}</dt><dd>{exactMoney(payable)}</dd></div>
            </dl>
          ))}
        </div>
      )}
    </section>
  );
}
