import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { useNear } from '../design/near.ts';
import { pages } from '../pages.ts';
import { fullMoney, percentText, shortMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { calculatorTexts } from '../texts/calculator.texts.ts';
import type { Setting } from './calculator-address.ts';
import { moneyOf, type Earnings } from './earnings.ts';

interface Props {
  /** Something that was typed makes no sense: an earlier result would look like its own. */
  readonly isUnknown: boolean;
  readonly setting: Setting;
  readonly tier: AnswerOf<'/api/programme'>['tiers'][number] | undefined;
  readonly earnings: Earnings | undefined;
  readonly currency: string;
}

// Charts are most of what this page would load; they come when somebody gets near.
const EarningsChart = lazy(async () => ({ default: (await import('./earnings-chart.tsx')).EarningsChart }));

/** Set like a statement: what one deal earns and how that comes about, then the years. */
export function CalculatorResult({ isUnknown, setting, tier, earnings, currency }: Props) {
  const say = useTexts(calculatorTexts);
  const [place, isNear] = useNear<HTMLDivElement>();
  const [shared, setShared] = useState(false);
  if (isUnknown) return <div className="calculator-result panel calculator-empty muted" role="status">{say('unknown')}</div>;
  if (!earnings || !tier) return <div className="calculator-result panel calculator-empty muted" role="status">{say('asking')}</div>;
  const money = (minor: bigint) => moneyOf(minor, currency);
  const [first] = earnings.years;
  const recurring = earnings.years.reduce((sum, year) => sum + year.recurring, 0n);
  return (
    <div className="calculator-result panel" aria-live="polite">
      <div className="statement">
        <div className="statement-main">
          <span>{say('perDeal')}</span>
          <strong className="statement-figure" data-figure="per-deal">{shortMoney(money(earnings.perDeal))}</strong>
          <span className="muted small">{say('working', { deal: fullMoney({ amount: setting.deal, currency }), percent: percentText(tier.commissionPercent) })}</span>
        </div>
        <dl className="statement-rows">
          <div><dt>{say('firstYear')}</dt><dd>{shortMoney(money((first?.fresh ?? 0n) + (first?.recurring ?? 0n)))}</dd></div>
          <div>
            <dt>{say('threeYears')}{recurring > 0n && <span className="muted small statement-aside">{say('ofRecurring', { amount: shortMoney(money(recurring)) })}</span>}</dt>
            <dd data-figure="three-years">{shortMoney(money(earnings.total))}</dd>
          </div>
        </dl>
      </div>
      <div ref={place} className="chart-place">
        {isNear && <Suspense fallback={<span className="skeleton chart-waiting" />}><EarningsChart years={earnings.years} currency={currency} /></Suspense>}
      </div>
      <div className="unseen"><table>
        <caption>{say('chart')}</caption>
        <thead><tr><th scope="col">{say('year')}</th><th scope="col">{say('fresh')}</th><th scope="col">{say('recurring')}</th><th scope="col">{say('total')}</th></tr></thead>
        <tbody>
          {earnings.years.map(({ fresh, recurring: again }, index) => (
            <tr key={index}><th scope="row">{say('inYear', { year: index + 1 })}</th><td>{fullMoney(money(fresh))}</td><td>{fullMoney(money(again))}</td><td>{fullMoney(money(fresh + again))}</td></tr>
          ))}
        </tbody>
      </table></div>
      <p className="muted small">{say('note')}</p>
      <div className="actions">
        <Link className="btn btn-primary" to={pages.apply}>{say('apply')}</Link>
        <button type="button" className="btn btn-link" onClick={async () => { await navigator.clipboard.writeText(location.href); setShared(true); }}>{say('share')}</button>
        <span role="status" className="small muted">{shared && say('shared')}</span>
      </div>
    </div>
  );
}
