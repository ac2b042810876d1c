import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { catalogueQuery, programmeQuery } from '../api/queries.ts';
import { Named } from '../form/named.tsx';
import { SearchInput } from '../form/search-input.tsx';
import { withFilter } from '../review/queue-address.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';
import { isNarrowed, orders, statuses, type FilterName } from './partner-address.ts';
import { useManagers, type Me } from './people.ts';

interface Props {
  readonly me: Me;
  readonly address: URLSearchParams;
  readonly onChange: (address: URLSearchParams) => void;
}

const orderTexts = { company: 'byCompany', '-company': 'byCompanyBack', '-submittedAt': 'byNewest', submittedAt: 'byOldest' } as const;

/** Every filter of the list; each change is in the address at once. */
export function PartnerFilters({ me, address, onChange }: Props) {
  const say = useTexts(partnerTexts);
  const language = useLanguage();
  const { data: catalogue } = useQuery(catalogueQuery(language));
  const { data: programme } = useQuery(programmeQuery(language));
  const { able } = useManagers(me);
  const change = (name: FilterName, value: string) => onChange(withFilter(address, name, value));
  const choice = (name: FilterName, options: ReactNode) => <select className="form-select" value={address.get(name) ?? ''} onChange={({ target }) => change(name, target.value)}>{options}</select>;
  return (
    <details className="filters panel" open={isNarrowed(address) || undefined}>
      <summary>{say('filters')}</summary>
      <form className="filter-fields" role="search" onSubmit={(event) => event.preventDefault()}>
        <Named label={say('search')}><SearchInput value={address.get('q') ?? ''} onSettled={(text) => change('q', text)} /></Named>
        <Named label={say('tier')}>{choice('tier', <><option value="">{say('everyTier')}</option>{programme?.tiers.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}</>)}</Named>
        <Named label={say('state')}>{choice('status', <><option value="">{say('everyState')}</option>{statuses.map((it) => <option key={it} value={it}>{say(it)}</option>)}</>)}</Named>
        <Named label={say('manager')}>{choice('assignee', <><option value="">{say('anybody')}</option><option value="me">{say('me')}</option><option value="none">{say('nobody')}</option>{able.filter(({ id }) => id !== me.id).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</>)}</Named>
        <Named label={say('country')}>{choice('country', <><option value="">{say('everyCountry')}</option>{catalogue?.countries.map(({ code, label }) => <option key={code} value={code}>{label}</option>)}</>)}</Named>
        <Named label={say('sort')}>{choice('sort', orders.map((value) => <option key={value} value={value === 'company' ? '' : value}>{say(orderTexts[value])}</option>))}</Named>
        <label className="form-check"><input className="form-check-input" type="checkbox" checked={address.get('needsManager') === 'true'} onChange={({ target }) => change('needsManager', target.checked ? 'true' : '')} /> <span>{say('needsManagerOnly')}</span></label>
        {isNarrowed(address) && <div><Link className="btn btn-quiet" to="?">{say('clear')}</Link></div>}
      </form>
    </details>
  );
}
