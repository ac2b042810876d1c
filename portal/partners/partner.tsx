import { useQuery } from '@tanstack/react-query';
import { generatePath, Link, useParams } from 'react-router';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { useTierName } from '../review/queue-row.tsx';
import { StatusTag } from '../review/status-tag.tsx';
import { dayText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { Balance } from './balance.tsx';
import { Manager } from './manager.tsx';
import { PartnerDeals } from './partner-deals.tsx';
import { useRegionName } from './partner-row.tsx';
import { PartnerPeople } from './partner-people.tsx';
import { seesPeople, type Me } from './people.ts';
import '../review/review.scss';
import '../design/balance.scss';
import './partners.scss';

export type OnePartner = AnswerOf<'/api/partners/{id}'>;

/** One company of the programme: what it is owed, its deals, its people, and who looks after it. */
export function Partner() {
  const { id = '' } = useParams();
  return <TeamOnly needs="applications:read">{({ user }) => <Read key={id} id={id} me={user} />}</TeamOnly>;
}

export const partnerQuery = (id: string) => ({ queryKey: ['partner', id], queryFn: async ({ signal }: { signal: AbortSignal }) => get('/api/partners/{id}', { params: { id }, signal }) });

function Read({ id, me }: { id: string; me: Me }) {
  const say = useTexts(partnerTexts);
  const { data, error, refetch } = useQuery(partnerQuery(id));
  usePageTitle(data?.company ?? say('title'));
  return (
    <div className="wide-page review">
      <nav aria-label={say('title')}><Link to={pages.partners}>{say('back')}</Link></nav>
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-title" /><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {data && <Whole partner={data} me={me} onChanged={async () => { await refetch(); }} />}
    </div>
  );
}

function Whole({ partner, me, onChanged }: { partner: OnePartner; me: Me; onChanged: () => Promise<void> }) {
  const tierName = useTierName();
  const { id, company, reference, status, tier } = partner;
  return (
    <>
      <header className="stack">
        <h1>{company}</h1>
        <p className="review-facts"><StatusTag status={status} /><span className="tag">{tierName(tier)}</span><span className="muted">{reference}</span></p>
      </header>
      <div className="review-columns">
        <div className="review-main">
          {me.permissions.includes('commissions:read') && <Balance partnerId={id} />}
          {me.permissions.includes('deals:read') && <PartnerDeals partnerId={id} />}
          {seesPeople(me) && <PartnerPeople partnerId={id} />}
        </div>
        <div className="review-main partner-side">
          <Manager partner={partner} me={me} onChanged={onChanged} />
          <Facts partner={partner} />
        </div>
      </div>
    </>
  );
}

function Facts({ partner: { applicationId, website, country, tier, approvedAt } }: { partner: OnePartner }) {
  const say = useTexts(partnerTexts);
  const tierName = useTierName();
  const region = useRegionName();
  const address = /^https?:\/\//i.test(website) ? website : `https://${website}`;
  const rows = [
    [say('tier'), tierName(tier)], [say('since'), dayText(approvedAt)], [say('country'), region(country)], [say('website'), <a key="website" href={address} rel="noreferrer" target="_blank">{website}</a>],
    [say('application'), <Link key="application" to={generatePath(pages.application, { id: applicationId })}>{say('toApplication')}</Link>],
  ] as const;
  return (
    <section className="panel stack" aria-labelledby="facts">
      <h2 id="facts" className="part-title">{say('company')}</h2>
      <dl className="sent-facts">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </section>
  );
}
