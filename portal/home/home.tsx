import { useQuery } from '@tanstack/react-query';
import { Refusal } from '../api/refusal.ts';
import { Feed } from '../feed/feed.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { InTurn } from '../frame/in-turn.tsx';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { homeTexts } from '../texts/home.texts.ts';
import { useTexts } from '../texts/language.ts';
import { dashboardQuery } from './dashboard-query.ts';
import { EndingDeals } from './ending-deals.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Figures } from './figures.tsx';
import { ManagerCard } from './manager-card.tsx';
import { NextSteps } from './next-steps.tsx';
import { TierCard } from './tier-card.tsx';
import { Trend } from './trend.tsx';
import './home.scss';

/** What a partner's people see first: the money, what is under way, what waits for them, what is new. */
export function Home() {
  const say = useTexts(homeTexts);
  usePageTitle(say('title'));
  const { data, error, refetch } = useQuery(dashboardQuery);
  return (
    <SignedIn>
      {({ user, partner }) => (
        <div className="wide home">
          <InTurn>
            <h1>{partner?.company ?? user.name}</h1>
            <div className="home-main">
              {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
              {data && data.unavailable.length > 0 && <div className="notice notice-warn"><strong>{say('partly')}</strong><p>{say('partlyText')}</p></div>}
              <InTurn>
                {!(error && !data) && <Figures figures={data?.figures} showsMoney={user.permissions.includes('commissions:read') && data?.unavailable.includes('commissions') !== true} showsDeals={user.permissions.includes('deals:read')} />}
                {user.permissions.includes('commissions:read') && <Trend />}
                {user.permissions.includes('deals:read') && <EndingDeals />}
              </InTurn>
            </div>
            <div className="home-side">
              <InTurn>
                {partner !== null && <TierCard />}
                {partner !== null && <ManagerCard />}
                <FirstSteps permissions={user.permissions} />
                {data && <NextSteps figures={data.figures} mayRegister={user.permissions.includes('deals:register')} />}
                <Feed />
              </InTurn>
            </div>
          </InTurn>
        </div>
      )}
    </SignedIn>
  );
}
