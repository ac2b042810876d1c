import { Named } from '../form/named.tsx';
import { SearchInput } from '../form/search-input.tsx';
import { accountTexts } from '../texts/account.texts.ts';
import { useTexts } from '../texts/language.ts';
import { peopleTexts } from '../texts/people.texts.ts';
import { rolesOf, standings, type PeopleFilters } from './people-address.ts';

interface Props {
  readonly filters: PeopleFilters;
  readonly onChange: (changed: Partial<PeopleFilters>) => void;
}

/** Each change is in the address at once. */
export function PeopleFilterForm({ filters: { side, q, role, status }, onChange }: Props) {
  const say = useTexts(peopleTexts);
  const sayRole = useTexts(accountTexts);
  const roles = rolesOf(side);
  return (
    <form className="people-filters" role="search" aria-label={say('narrow')} onSubmit={(event) => event.preventDefault()}>
      <Named label={say('search')}><SearchInput value={q ?? ''} onSettled={(text) => onChange({ q: text === '' ? undefined : text })} /></Named>
      <Named label={say('side')}>
        <select className="form-select" value={side} onChange={({ target }) => onChange({ side: target.value === 'partner' ? 'partner' : 'vendor', role: undefined })}>
          <option value="vendor">{say('vendorSide')}</option>
          <option value="partner">{say('partnerSide')}</option>
        </select>
      </Named>
      <Named label={say('role')}>
        <select className="form-select" value={role ?? ''} onChange={({ target }) => onChange({ role: roles.find((it) => it === target.value) })}>
          <option value="">{say('everyRole')}</option>
          {roles.map((it) => <option key={it} value={it}>{sayRole(it)}</option>)}
        </select>
      </Named>
      <Named label={say('standing')}>
        <select className="form-select" value={status ?? ''} onChange={({ target }) => onChange({ status: standings.find((it) => it === target.value) })}>
          <option value="">{say('everyStanding')}</option>
          {standings.map((it) => <option key={it} value={it}>{say(it)}</option>)}
        </select>
      </Named>
    </form>
  );
}
