import { Link } from 'react-router';
import { Named } from '../form/named.tsx';
import { SearchInput } from '../form/search-input.tsx';
import { useTexts } from '../texts/language.ts';
import { auditTexts } from '../texts/audit.texts.ts';
import { actionGroups, actorKinds, isNarrowed, withFilter, type FilterName } from './audit-address.ts';

interface Props {
  readonly address: URLSearchParams;
  readonly onChange: (address: URLSearchParams) => void;
  /** What the actor of the address is called, where a page has told it. */
  readonly actorName: string | undefined;
}

/** Every filter of the trail; each change is in the address at once. */
export function AuditFilters({ address, onChange, actorName }: Props) {
  const say = useTexts(auditTexts);
  const value = (name: FilterName) => address.get(name) ?? '';
  const change = (name: FilterName, wanted: string) => onChange(withFilter(address, name, wanted));
  const [actor, action] = [value('actor'), value('action')];
  const isPerson = actor !== '' && !actorKinds.some((kind) => kind === actor);
  return (
    <form className="audit-filters" role="search" aria-label={say('narrow')} onSubmit={(event) => event.preventDefault()}>
      <Named label={say('actor')}>
        <select className="form-select" value={actor} onChange={({ target }) => change('actor', target.value)}>
          <option value="">{say('everybody')}</option>
          {actorKinds.map((kind) => <option key={kind} value={kind}>{say(`who_${kind}`)}</option>)}
          {isPerson && <option value={actor}>{actorName ?? actor}</option>}
        </select>
      </Named>
      <Named label={say('action')}>
        <select className="form-select" value={action} onChange={({ target }) => change('action', target.value)}>
          <option value="">{say('everything')}</option>
          {actionGroups.map((group) => <option key={group} value={group}>{say(group)}</option>)}
          {action !== '' && !actionGroups.some((group) => group === action) && <option value={action}>{action}</option>}
        </select>
      </Named>
      <Named label={say('subject')}><SearchInput value={value('subject')} onSettled={(text) => change('subject', text)} /></Named>
      <Named label={say('from')}><input className="form-control" type="date" value={value('from')} onChange={({ target }) => change('from', target.value)} /></Named>
      <Named label={say('to')}><input className="form-control" type="date" value={value('to')} onChange={({ target }) => change('to', target.value)} /></Named>
      {isNarrowed(address) && <div><Link className="btn btn-quiet" to="?">{say('clear')}</Link></div>}
    </form>
  );
}
