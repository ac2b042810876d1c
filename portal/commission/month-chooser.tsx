import { useNavigate } from 'react-router';
import { commissionTexts } from '../texts/commission.texts.ts';
import { monthText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { monthsBack } from './months.ts';

interface Props {
  /** `current`, or a month. */
  readonly chosen: string;
  /** Which one runs, by the day of the service. */
  readonly running: string;
  /** The first one. */
  readonly since: string;
  readonly addressOf: (period: string) => string;
}

const most = 120;

/** The months from the one that runs back to the first. */
export function MonthChooser({ chosen, running, since, addressOf }: Props) {
  const say = useTexts(commissionTexts);
  const navigate = useNavigate();
  const months = monthsBack(running, since, most);
  const value = chosen === 'current' ? running : chosen;
  return (
    <div className="commission-month">
      <label className="form-label" htmlFor="month">{say('month')}</label>
      <select id="month" className="form-select" value={value} onChange={({ target }) => void navigate(addressOf(target.value === running ? 'current' : target.value))}>
        {[...(months.includes(value) ? [] : [value]), ...months].map((month) => <option key={month} value={month}>{month === running ? say('current', { month: monthText(month) }) : monthText(month)}</option>)}
      </select>
    </div>
  );
}
