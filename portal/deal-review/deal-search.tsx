import { Link } from 'react-router';
import { statuses } from '../deals/deal-filters.ts';
import { Named } from '../form/named.tsx';
import { SearchInput } from '../form/search-input.tsx';
import { withFilter } from '../review/queue-address.ts';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { searchIn } from './deal-views.ts';

interface Props {
  readonly address: URLSearchParams;
  readonly onChange: (address: URLSearchParams) => void;
}

/** Looks for deals by a word or a state; what is looked for is in the address at once. */
export function DealSearch({ address, onChange }: Props) {
  const say = useTexts(dealReviewTexts);
  const search = searchIn(address);
  return (
    <form className="filter-fields" role="search" onSubmit={(event) => event.preventDefault()}>
      <Named label={say('search')}><SearchInput value={search.q ?? ''} onSettled={(text) => onChange(withFilter(address, 'q', text))} /></Named>
      <Named label={say('state')}>
        <select className="form-select" value={search.status ?? ''} onChange={({ target }) => onChange(withFilter(address, 'status', target.value))}>
          <option value="">{say('everyState')}</option>
          {statuses.map((it) => <option key={it} value={it}>{say(it)}</option>)}
        </select>
      </Named>
      {Object.keys(search).length > 0 && <div><Link className="btn btn-quiet" to={`?${withFilter(withFilter(address, 'q', ''), 'status', '')}`}>{say('clear')}</Link></div>}
    </form>
  );
}
