import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { RegisterBody } from '#libs/contracts/http/deals';
import { send } from '../api/client.ts';
import { rememberedPerson } from '../api/person.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useSending } from '../api/sending.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { pages } from '../pages.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { language, useTexts } from '../texts/language.ts';
import { dealFormTexts } from '../texts/deal-form.texts.ts';
import { Decision } from './decision.tsx';
import { Forbidden } from './forbidden.tsx';
import { mayRegister } from './may-register.ts';
import { emptyRegistration } from './registration.ts';
import { keptRegistration, registrationDraftOf } from './registration-draft.ts';
import { RegistrationForm } from './registration-form.tsx';
import './deals.scss';

/** A claim on one opportunity, decided while one waits. */
export function NewDeal() {
  const say = useTexts(dealFormTexts);
  usePageTitle(say('title'));
  return <SignedIn>{(session) => <div className="medium-page">{mayRegister(session) ? <Registering person={session.user.id} /> : <><h1>{say('title')}</h1><Forbidden /></>}</div>}</SignedIn>;
}

function Registering({ person }: { person: string }) {
  const [decided, setDecided] = useState<AnswerOf<'POST /api/deals'>>();
  if (decided) return <Decision decided={decided} onAnother={() => setDecided(undefined)} />;
  return <FillingIn person={person} onDecided={setDecided} />;
}

function FillingIn({ person, onDecided }: { person: string; onDecided: (answer: AnswerOf<'POST /api/deals'>) => void }) {
  const say = useTexts(dealFormTexts);
  const queries = useQueryClient();
  const sending = useSending(async (body: RegisterBody, key) => send('POST /api/deals', body, { query: { locale: language() }, key }));
  const [kept] = useState(() => keptRegistration(person));
  return (
    <>
      <div className="stack">
        <Link to={pages.deals}>{say('toDeals')}</Link>
        <h1>{say('title')}</h1>
        <p className="lead">{say('lead')}</p>
      </div>
      <RegistrationForm
        registration={kept ?? emptyRegistration} sending={sending} submit={say('send')}
        draft={{ name: registrationDraftOf(person), mayKeep: () => rememberedPerson() === person, isRestored: kept !== undefined }}
        onSent={(answer) => {
          onDecided(answer);
          void queries.invalidateQueries({ queryKey: ['deals'] });
        }}
      />
    </>
  );
}
