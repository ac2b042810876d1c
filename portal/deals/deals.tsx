import { Link, useSearchParams } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { pages } from '../pages.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { useTexts } from '../texts/language.ts';
import { dealsTexts } from '../texts/deals.texts.ts';
import { filtersIn, addressOf, type DealFilters } from './deal-filters.ts';
import { DealList } from './deal-list.tsx';
import { FilterForm } from './filter-form.tsx';
import { mayRegister } from './may-register.ts';
import './deals.scss';

/** What the company has registered. How the list is narrowed stands in the address, so that it can be kept and sent to a colleague. */
export function Deals() {
  const say = useTexts(dealsTexts);
  usePageTitle(say('title'));
  return <SignedIn>{(session) => <DealsOf session={session} />}</SignedIn>;
}

function DealsOf({ session }: { session: AnswerOf<'/api/session'> }) {
  const say = useTexts(dealsTexts);
  const [search, setSearch] = useSearchParams();
  const filters = filtersIn(search);
  // Filters are no steps to go back through; the page before is.
  const change = (changed: Partial<DealFilters>) => setSearch(addressOf({ ...filters, ...changed }), { replace: true, preventScrollReset: true });
  return (
    <div className="wide deals-page">
      <div className="deals-head">
        <div className="stack">
          <h1>{say('title')}</h1>
          <p className="lead">{say('lead')}</p>
        </div>
        {mayRegister(session) && <Link className="btn btn-primary" to={pages.newDeal}>{say('register')}</Link>}
      </div>
      <FilterForm filters={filters} onChange={change} />
      <DealList filters={filters} mayRegister={mayRegister(session)} onClear={() => setSearch({}, { replace: true })} />
    </div>
  );
}
