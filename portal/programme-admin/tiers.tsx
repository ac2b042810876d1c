import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import type { Me } from '../partners/people.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { tierTexts } from '../texts/tier.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { OneTier } from './one-tier.tsx';
import { Overtaken } from './overtaken.tsx';
import { comingDay } from './programme-day.ts';
import { ProgrammeNav } from './programme-nav.tsx';
import { daysQuery, tiersQuery } from './rules-query.ts';
import type { TierVersion } from './tier-body.ts';
import { TierForm } from './tier-form.tsx';
import { Told } from './told.tsx';
import { useOpener } from './use-opener.ts';
import '../review/review.scss';
import './programme-admin.scss';

/** What each tier is called, asks for and gives: now, before, and to come. */
export function Tiers() {
  const say = useTexts(tierTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="programme:read">{({ user }) => <Read me={user} />}</TeamOnly>;
}

function Read({ me }: { me: Me }) {
  const say = useTexts(tierTexts);
  const queries = useQueryClient();
  const language = useLanguage();
  // The version as it was read then: what others publish meanwhile changes neither what was typed nor what it is said to follow.
  const { open: opened, ...form } = useOpener<TierVersion>(({ tier }) => tier);
  const [told, setTold] = useState<string>();
  const [tiers, days] = [useQuery(tiersQuery), useQuery(daysQuery)];
  const failed = [tiers, days].find(({ error }) => error instanceof Refusal);
  const versions = (code: string) => tiers.data?.items.filter(({ tier }) => tier === code) ?? [];
  const codes = [...new Set(tiers.data?.items.map(({ tier }) => tier))];
  const last = opened && versions(opened.tier).at(-1);
  const readAnew = async () => Promise.all(['tier-versions', 'programme'].map((kind) => queries.invalidateQueries({ queryKey: [kind] })));
  const done = async (sentence: string) => {
    form.done();
    setTold(sentence);
    await readAnew();
  };
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <ProgrammeNav at="tiers" me={me} />
      <Told sentence={told} />
      {failed?.error instanceof Refusal && <RefusalNotice refusal={failed.error} onRetry={() => void Promise.all([tiers.refetch(), days.refetch()])} />}
      {!failed && (!tiers.data || !days.data) && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {tiers.data && days.data && opened && (
        <section className="panel stack" aria-labelledby="tier-form">
          <h2 id="tier-form" className="part-title">{say('publishAnew', { tier: opened.name[language] })}</h2>
          {last && last.version !== opened.version && <Overtaken onAnew={() => form.show(last)} />}
          <TierForm key={`${opened.tier} ${opened.version}`} opened={opened} after={comingDay(opened, tiers.data.asOf, days.data)} days={days.data} onStale={() => void readAnew()} onDone={done} onCancel={form.putAway} />
        </section>
      )}
      {tiers.data && days.data && (
        <div className="evaluation">
          {codes.map((code) => <OneTier key={code} versions={versions(code)} days={days.data} asOf={tiers.data.asOf} me={me} isOpen={opened?.tier === code} button={form.button(code)} onChange={(version) => { setTold(undefined); form.show(version); }} onOpen={() => setTold(undefined)} onDone={done} />)}
        </div>
      )}
    </div>
  );
}
