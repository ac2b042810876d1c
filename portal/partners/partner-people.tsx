import { useInfiniteQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { accountTexts } from '../texts/account.texts.ts';
import { useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';

const tones = { invited: 'tag', active: 'tag tag-accent', disabled: 'tag tag-bad' } as const;
const states = { invited: 'personInvited', active: 'personActive', disabled: 'personDisabled' } as const;

/** The company's own people; who may do what there is its owners' to say. */
export function PartnerPeople({ partnerId }: { partnerId: string }) {
  const say = useTexts(partnerTexts);
  const sayRole = useTexts(accountTexts);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError } = useInfiniteQuery({
    queryKey: ['users', 'of', partnerId],
    queryFn: async ({ pageParam, signal }) => get('/api/users', { query: { partnerId, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const people = data?.pages.flatMap(({ items }) => items);
  return (
    <section className="stack" aria-labelledby="people">
      <h2 id="people" className="part-title">{say('people')}</h2>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />}
      {!people && !error && <span className="skeleton skeleton-row" aria-hidden="true" />}
      {people?.length === 0 && <p className="panel muted">{say('noPeople')}</p>}
      {people && people.length > 0 && (
        <ul className="queue">
          {people.map(({ id, name, email, roles, status }) => (
            <li key={id} className="queue-row partner-person">
              <div><strong>{name}</strong> <p className="small"><a href={`mailto:${email}`}>{email}</a></p></div>
              <p className="small muted">{roles.map((role) => sayRole(role)).join(', ')}</p>
              <p><span className={tones[status]}>{say(states[status])}</span></p>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && <div><button type="button" className="btn btn-quiet" onClick={() => void fetchNextPage()}>{say('morePeople')}</button></div>}
    </section>
  );
}
