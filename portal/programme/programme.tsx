import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import { programmeQuery, resourcesQuery } from '../api/queries.ts';
import { Refusal } from '../api/refusal.ts';
import { Calculator } from '../calculator/calculator.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useLanguage, useTexts } from '../texts/language.ts';
import { programmeTexts } from '../texts/programme.texts.ts';
import { useArrival } from './arrival.ts';
import { Contact } from './contact.tsx';
import { Hero } from './hero.tsx';
import { HowItGoes } from './how-it-goes.tsx';
import { Questions } from './questions.tsx';
import { Resources } from './resources.tsx';
import { Stories } from './stories.tsx';
import { Tiers, TiersWaiting } from './tiers.tsx';
import './programme.scss';

/** The public page: what the programme is, what it pays, how to join. */
export function Programme() {
  const say = useTexts(programmeTexts);
  const language = useLanguage();
  const { data: programme, error, refetch } = useQuery(programmeQuery(language));
  const { isPending } = useQuery(resourcesQuery(language));
  const { hash } = useLocation();
  // Without its content the section is too short to be scrolled to.
  useArrival(programme !== undefined && !(hash === '#resources' && isPending));
  usePageTitle(programme?.name ?? say('title'), true);
  return (
    <>
      <Hero programme={programme} />
      {error instanceof Refusal && !programme && (
        <div className="wide section"><RefusalNotice refusal={error} onRetry={() => void refetch()} /></div>
      )}
      {!programme && !error && <TiersWaiting />}
      {programme && (
        <>
          <Tiers tiers={programme.tiers} />
          <Calculator programme={programme} />
          <HowItGoes hours={programme.reviewPromiseHours} />
          {programme.successStories.length > 0 && <Stories stories={programme.successStories} tiers={programme.tiers} />}
          <Resources />
          <Questions hours={programme.reviewPromiseHours} days={programme.reapplyAfterDays} />
          <Contact email={programme.contactEmail} />
        </>
      )}
    </>
  );
}
