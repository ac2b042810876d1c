import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { peopleTexts } from '../texts/people.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { InvitationForm } from './invitation-form.tsx';
import { addressOf, filtersIn, isNarrowed, queryOf } from './people-address.ts';
import { PeopleFilterForm } from './people-filters.tsx';
import { peopleQuery, usePeopleChanged } from './people-query.ts';
import { PersonRow } from './person-row.tsx';
import './people.scss';

/** The vendor's people with their roles, and whoever works for a partner. */
export function AllPeople() {
  const say = useTexts(peopleTexts);
  usePageTitle(say('people'));
  return <TeamOnly needs="users:manage">{({ user }) => <Everybody me={user.id} />}</TeamOnly>;
}

function Everybody({ me }: { me: string }) {
  const say = useTexts(peopleTexts);
  const changed = usePeopleChanged();
  const [address, setAddress] = useSearchParams();
  const [inviting, setInviting] = useState(false);
  const [told, setTold] = useState<string>();
  const filters = filtersIn(address);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError, isPlaceholderData } = useInfiniteQuery(peopleQuery(queryOf(filters)));
  const people = data?.pages.flatMap(({ items }) => items);
  async function settle(sentence?: string): Promise<void> {
    setTold(sentence);
    await changed();
  }
  return (
    <div className="wide people-page">
      <div className="people-head">
        <div className="stack"><h1>{say('people')}</h1><p className="lead">{say('peopleLead')}</p></div>
        {!inviting && <button type="button" className="btn btn-primary" onClick={() => { setTold(undefined); setInviting(true); }}>{say('inviteVendor')}</button>}
      </div>
      <div role="status">{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      {inviting && <InvitationForm side="vendor" onCancel={() => setInviting(false)} onInvited={async (name) => { setInviting(false); await settle(say('invitedNow', { name })); }} />}
      <PeopleFilterForm filters={filters} onChange={(change) => setAddress(addressOf({ ...filters, ...change }), { replace: true, preventScrollReset: true })} />
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />}
      {!people && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-person" /><span className="skeleton skeleton-person" /><span className="skeleton skeleton-person" /></div>}
      {people?.length === 0 && <div className="panel stack"><p><strong>{say('nobody')}</strong></p>{isNarrowed(filters) && <div><Link className="btn btn-quiet" to="?">{say('clear')}</Link></div>}</div>}
      {people && people.length > 0 && <ul className="people" aria-busy={isPlaceholderData || undefined}>{people.map((person) => <PersonRow key={person.id} person={person} isMe={person.id === me} mayManage company={person.company ?? undefined} onChanged={settle} />)}</ul>}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </div>
  );
}
