import { generatePath, Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { pages } from '../pages.ts';
import { shortMoney, timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { DealTag } from './deal-tag.tsx';
import { useHere } from './way-back.ts';

export function DealRow({ deal: { id, reference, account, partner, estimatedValue, status, registeredAt } }: { deal: AnswerOf<'/api/deals'>['items'][number] }) {
  const say = useTexts(dealReviewTexts);
  const here = useHere();
  return (
    <li className="queue-row">
      <div>
        <Link className="queue-name" to={generatePath(pages.dealReview, { id })} state={here}>{account.name}</Link>
        <p className="small muted">{reference} · {say('registered', { time: timeText(registeredAt) })}</p>
      </div>
      <p>{partner.companyName}</p>
      <p><DealTag status={status} /></p>
      <p className="queue-amount">{shortMoney(estimatedValue)}</p>
    </li>
  );
}
