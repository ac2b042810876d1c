import { Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import { Activities } from './activities.tsx';
import { DealFacts } from './deal-facts.tsx';
import { openStatuses } from './deal-filters.ts';
import type { OneDeal } from './deal-queries.ts';
import { DealTimeline } from './deal-timeline.tsx';
import { DealWithdrawal } from './deal-withdrawal.tsx';
import { Extension } from './extension.tsx';
import { mayRegister } from './may-register.ts';
import { Outcome } from './outcome.tsx';
import { Protection } from './protection.tsx';
import { Resubmission } from './resubmission.tsx';
import { StatusTag } from './status-tag.tsx';

interface Props {
  readonly deal: OneDeal;
  readonly session: AnswerOf<'/api/session'>;
}

export function DealView({ deal, session }: Props) {
  const say = useTexts(dealTexts);
  const { status } = deal;
  const acts = mayRegister(session);
  const isOpen = openStatuses.includes(status);
  return (
    <div className="wide deals-page">
      <header className="stack deal-head">
        <Link to={pages.deals}>{say('toDeals')}</Link>
        <p className="muted">{deal.reference}</p>
        <h1>{deal.account.name}</h1>
        <p className="deal-standing"><StatusTag status={status} /> <span>{say(`${status}Next`)}</span></p>
      </header>
      <div className="deal-columns">
        <div className="stack-wide">
          {status === 'approved' && <Protection deal={deal} />}
          <Outcome deal={deal} />
          {status === 'returned' && acts && <Resubmission deal={deal} />}
          <Activities deal={deal} mayLog={acts && isOpen} />
          <DealTimeline deal={deal} isVendor={session.partner === null} />
        </div>
        <div className="stack-wide">
          <DealFacts deal={deal} isVendor={session.partner === null} />
          {(deal.extensionRequest !== null || (status === 'approved' && acts)) && <Extension deal={deal} />}
          {acts && isOpen && status !== 'approved' && <DealWithdrawal deal={deal} />}
        </div>
      </div>
    </div>
  );
}
