import type { AnswerOf } from '../api/routes.ts';
import { exactMoney, monthText, numberText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { commissionsTexts } from '../texts/commissions.texts.ts';

/** For each currency: what the month brought, and what is owed at its end. */
export function MonthFigures({ month: { period, final, timeZone, currencies } }: { month: AnswerOf<'/api/commissions/months/{period}'> }) {
  const say = useTexts(commissionsTexts);
  return (
    <section className="stack" aria-labelledby="month-title">
      <h2 id="month-title" className="part-title">{monthText(period)}</h2>
      {currencies.length === 0 && <p className="panel muted">{say('nothing')}</p>}
      {currencies.length > 0 && (
        <div className="balances">
          {currencies.map(({ currency, earned, partners, closing, held, payable, paid }) => (
            <dl key={currency} className="panel balance">
              <div><dt>{partners === 1 ? say('earnedByOne', { currency }) : say('earned', { currency, count: numberText(partners) })}</dt><dd className="balance-whole">{exactMoney(earned)}</dd></div>
              <div><dt>{say(final ? 'owedThen' : 'owedNow')}</dt><dd>{exactMoney(closing)}</dd></div>
              <div><dt>{say('held')}</dt><dd>{exactMoney(held)}</dd></div>
              <div><dt>{say('payable')}</dt><dd>{exactMoney(payable)}</dd></div>
              <div><dt>{say('paid')}</dt><dd>{exactMoney(paid)}</dd></div>
            </dl>
          ))}
        </div>
      )}
      <p className="muted small">{say('zone', { zone: timeZone })}</p>
    </section>
  );
}
