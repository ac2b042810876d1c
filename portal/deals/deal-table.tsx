import { generatePath, Link } from 'react-router';
import { pages } from '../pages.ts';
import { calendarDayText, dayText, deadlineText, fullMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealsTexts } from '../texts/deals.texts.ts';
import { useLabels } from './catalogue-labels.ts';
import type { ListedDeal } from './deal-queries.ts';
import { StatusTag } from './status-tag.tsx';

/** A table where there is room, else each deal by itself with its figures named. */
export function DealTable({ deals }: { deals: readonly ListedDeal[] }) {
  const say = useTexts(dealsTexts);
  const { families } = useLabels();
  return (
    <table className="deals">
      <caption className="unseen">{say('title')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('customer')}</th>
          <th scope="col">{say('status')}</th>
          <th scope="col" className="figure-cell">{say('value')}</th>
          <th scope="col">{say('close')}</th>
          <th scope="col">{say('protectedUntil')}</th>
        </tr>
      </thead>
      <tbody>
        {deals.map(({ id, account, reference, productFamilies, status, estimatedValue, contract, expectedCloseOn, protectedUntil }) => (
          <tr key={id}>
            <th scope="row">
              <Link to={generatePath(pages.deal, { id })}>{account.name}</Link>
              <span className="muted small">{reference} · {families(productFamilies)}</span>
            </th>
            <td><StatusTag status={status} /></td>
            <td className="figure-cell" data-label={say('value')}><span>{fullMoney(estimatedValue)} <span className="muted small">{say(contract)}</span></span></td>
            <td data-label={say('close')}>{calendarDayText(expectedCloseOn)}</td>
            <td data-label={say('protectedUntil')}>{status === 'approved' && protectedUntil !== null ? <time dateTime={protectedUntil} title={deadlineText(protectedUntil)}>{dayText(protectedUntil)}</time> : <span className="muted">–</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
