import type { AnswerOf } from '../api/routes.ts';
import { commissionTexts } from '../texts/commission.texts.ts';
import { exactMoney, monthText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { StatementLine } from './statement-line.tsx';

type Answer = AnswerOf<'/api/statements/{period}'>;

/** For each currency: the balance, every line, and the balance again. */
export function Statement({ statement: { company, period, timeZone, final, currencies } }: { statement: Answer }) {
  const say = useTexts(commissionTexts);
  return (
    <div className="stack-wide">
      <div>
        <h2>{say('of', { month: monthText(period) })}</h2>
        <p className="muted">{company}</p>
        {!final && <p className="muted small">{say('notFinal')}</p>}
      </div>
      {currencies.length === 0 && <p className="panel muted">{say('nothing')}</p>}
      {currencies.map((part) => <Part key={part.currency} part={part} />)}
      <p className="muted small">{say('zone', { zone: timeZone })}</p>
    </div>
  );
}

function Part({ part: { currency, opening, lines, closing, held, payable } }: { part: Answer['currencies'][number] }) {
  const say = useTexts(commissionTexts);
  return (
    <section className="panel statement" aria-label={say('lines', { currency })}>
      <dl className="statement-balance"><div><dt>{say('opening')}</dt><dd>{exactMoney(opening)}</dd></div></dl>
      {lines.length === 0 ? <p className="muted statement-none">{say('noLines')}</p> : <ul className="statement-lines" aria-label={say('lineCount')}>{lines.map((line) => <StatementLine key={line.id} line={line} />)}</ul>}
      <dl className="statement-balance">
        <div className="statement-closing"><dt>{say('closing')}</dt><dd>{exactMoney(closing)}</dd></div>
        <div className="muted"><dt>{say('heldOf')}</dt><dd>{exactMoney(held)}</dd></div>
        <div className="muted"><dt>{say('payableOf')}</dt><dd>{exactMoney(payable)}</dd></div>
      </dl>
    </section>
  );
}
