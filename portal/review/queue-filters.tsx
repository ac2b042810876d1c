import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { catalogueQuery, programmeQuery } from '../api/queries.ts';
import { Named } from '../form/named.tsx';
import { SearchInput } from '../form/search-input.tsx';
import { useLanguage, useTexts } from '../texts/language.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import { dueFirst, everyStatus, isNarrowed, withFilter, type FilterName } from './queue-address.ts';

interface Props {
  readonly address: URLSearchParams;
  readonly onChange: (address: URLSearchParams) => void;
}

const statuses = ['submitted', 'in_review', 'more_info', 'approved', 'rejected', 'withdrawn', 'active', 'suspended', 'left'] as const;
const orders = [[dueFirst, 'byDue'], ['-submittedAt', 'byNewest'], ['submittedAt', 'byOldest'], ['company', 'byCompany']] as const;

/** Every filter of the list; each change is in the address at once. */
export function QueueFilters({ address, onChange }: Props) {
  const say = useTexts(reviewTexts);
  const language = useLanguage();
  const { data: catalogue } = useQuery(catalogueQuery(language));
  const { data: programme } = useQuery(programmeQuery(language));
  const change = (name: FilterName, value: string) => onChange(withFilter(address, name, value));
  const choice = (name: FilterName, options: ReactNode) => <select className="form-select" value={address.get(name) ?? ''} onChange={({ target }) => change(name, target.value)}>{options}</select>;
  const day = (name: FilterName) => <input className="form-control" type="date" value={address.get(name) ?? ''} onChange={({ target }) => change(name, target.value)} />;
  return (
    <details className="filters panel" open={isNarrowed(address) || undefined}>
      <summary>{say('filters')}</summary>
      <form className="filter-fields" role="search" onSubmit={(event) => event.preventDefault()}>
        <Named label={say('search')}><SearchInput value={address.get('q') ?? ''} onSettled={(text) => change('q', text)} /></Named>
        <Named label={say('state')}>{choice('status', <><option value="">{say('stateOpen')}</option><option value={everyStatus}>{say('everyState')}</option>{statuses.map((it) => <option key={it} value={it}>{say(it)}</option>)}</>)}</Named>
        <Named label={say('tier')}>{choice('tier', <><option value="">{say('everyTier')}</option>{programme?.tiers.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}</>)}</Named>
        <Named label={say('country')}>{choice('country', <><option value="">{say('everyCountry')}</option>{catalogue?.countries.map(({ code, label }) => <option key={code} value={code}>{label}</option>)}</>)}</Named>
        <Named label={say('reviewer')}>{choice('assignee', <><option value="">{say('anybody')}</option><option value="me">{say('me')}</option><option value="none">{say('nobody')}</option></>)}</Named>
        <Named label={say('from')}>{day('submittedFrom')}</Named>
        <Named label={say('to')}>{day('submittedTo')}</Named>
        <Named label={say('sort')}>{choice('sort', orders.map(([value, text]) => <option key={value} value={value === dueFirst ? '' : value}>{say(text)}</option>))}</Named>
        <label className="form-check"><input className="form-check-input" type="checkbox" checked={address.get('overdue') === 'true'} onChange={({ target }) => change('overdue', target.checked ? 'true' : '')} /> <span>{say('overdueOnly')}</span></label>
        {isNarrowed(address) && <div><Link className="btn btn-quiet" to="?">{say('clear')}</Link></div>}
      </form>
    </details>
  );
}
