import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { useTexts } from '../texts/language.ts';
import { peopleTexts } from '../texts/people.texts.ts';
import { InvitationForm } from './invitation-form.tsx';
import { peopleQuery, usePeopleChanged } from './people-query.ts';
import { PersonRow } from './person-row.tsx';
import './people.scss';

/** The people of the own company: who they are, what they may do, and letting others in. */
export function Team() {
  const say = useTexts(peopleTexts);
  usePageTitle(say('team'));
  return <SignedIn>{(session) => <TeamOf session={session} />}</SignedIn>;
}

function TeamOf({ session: { user, partner } }: { session: AnswerOf<'/api/session'> }) {
  const say = useTexts(peopleTexts);
  const changed = usePeopleChanged();
  const [inviting, setInviting] = useState(false);
  const [told, setTold] = useState<string>();
  const mayManage = user.permissions.includes('users:manage');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError } = useInfiniteQuery(peopleQuery());
  const people = data?.pages.flatMap(({ items }) => items);
  const [inside, outside] = [people?.filter(({ status }) => status !== 'disabled') ?? [], people?.filter(({ status }) => status === 'disabled') ?? []];
  async function settle(sentence?: string): Promise<void> {
    setTold(sentence);
    await changed();
  }
  if (error instanceof Refusal && error.status === 403) return <NotForYou />;
  const list = (persons: typeof inside) => <ul className="people">{persons.map((person) => <PersonRow key={person.id} person={person} isMe={person.id === user.id} mayManage={mayManage} onChanged={settle} />)}</ul>;
  return (
    <div className="wide people-page">
      <div className="people-head">
        <div className="stack"><h1>{say('team')}</h1><p className="lead">{say('teamLead', { company: partner?.company ?? '' })}</p></div>
        {mayManage && !inviting && <button type="button" className="btn btn-primary" onClick={() => { setTold(undefined); setInviting(true); }}>{say('invite')}</button>}
      </div>
      <div role="status">{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      {inviting && <InvitationForm side="partner" onCancel={() => setInviting(false)} onInvited={async (name) => { setInviting(false); await settle(say('invitedNow', { name })); }} />}
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />}
      {!people && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-person" /><span className="skeleton skeleton-person" /></div>}
      {inside.length > 0 && list(inside)}
      {people && people.length === 1 && <p className="muted">{say('alone')}</p>}
      {outside.length > 0 && <section className="stack"><h2 className="part-title">{say('former')}</h2>{list(outside)}</section>}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('more')}</button></div>}
    </div>
  );
}

function NotForYou() {
  const say = useTexts(peopleTexts);
  return <div className="medium-page"><h1>{say('team')}</h1><div className="panel stack" role="alert"><h2 className="part-title">{say('ownersOnly')}</h2><p className="muted">{say('ownersOnlyText')}</p></div></div>;
}
