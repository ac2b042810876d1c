import { Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { views, viewsFor, type View } from './deal-views.ts';

interface Props {
  readonly me: AnswerOf<'/api/session'>['user'];
  readonly at: View | 'reports';
}

/** The lists of deals, and what the CRM reports of them. */
export function DealWays({ me, at }: Props) {
  const say = useTexts(dealReviewTexts);
  const shown = viewsFor(me);
  const current = (isHere: boolean) => (isHere ? 'page' : undefined);
  return (
    <nav className="views" aria-label={say('show')}>
      {shown.map((name) => <Link key={name} className="btn btn-quiet" to={name === shown[0] ? pages.dealQueue : `${pages.dealQueue}?show=${name}`} aria-current={current(name === at)}>{say(views[name].text)}</Link>)}
      {me.permissions.includes('deals:close') && <Link className="btn btn-quiet" to={pages.heldReports} aria-current={current(at === 'reports')}>{say('reports')}</Link>}
    </nav>
  );
}
