import { Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { numberText, shortMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { teamTexts } from '../texts/team.texts.ts';
import { linkOf } from './figure-links.ts';

export type Figure = Pick<AnswerOf<'/api/dashboard'>['figures'][number], 'code' | 'count' | 'amount'>;
type Key = keyof typeof teamTexts.en;
const isKnown = (code: string): code is Key => code in teamTexts.en;
const pressing = new Set(['applications_overdue', 'commission_exceptions', 'parked_events', 'deal_reports_held']);

/** Figures that lead to what they count. One that the portal has no words for yet is left out. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return <ul className="team-figures">{figures.filter(({ code }) => isKnown(code)).map((figure) => <FigureTile key={`${figure.code} ${figure.amount?.currency ?? ''}`} figure={figure} />)}</ul>;
}

function FigureTile({ figure: { code, count, amount } }: { figure: Figure }) {
  const say = useTexts(teamTexts);
  const link = linkOf(code);
  const label = isKnown(code) ? say(code) : code;
  const isPressing = pressing.has(code) && (count ?? 0) > 0;
  return (
    <li className={isPressing ? 'panel team-figure team-figure-pressing' : 'panel team-figure'}>
      <p className={amount ? 'team-figure-value team-figure-amount' : 'team-figure-value'} data-figure={code}>{amount ? shortMoney(amount) : numberText(count ?? 0)}</p>
      <p>{link === undefined ? label : <Link to={link}>{label}</Link>}</p>
    </li>
  );
}
