import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import type { Me } from '../partners/people.ts';
import { useTexts } from '../texts/language.ts';
import { settingTexts } from '../texts/setting.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ProgrammeNav } from './programme-nav.tsx';
import { daysQuery, settingsQuery } from './rules-query.ts';
import { isSetting, kinds, owners } from './setting-kinds.ts';
import { SettingPanel } from './setting-panel.tsx';
import { Told } from './told.tsx';
import '../review/review.scss';
import './programme-admin.scss';

/** Every number and word that services go by, each with its past and what comes. */
export function Settings() {
  const say = useTexts(settingTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="programme:read">{({ user }) => <Read me={user} />}</TeamOnly>;
}

function Read({ me }: { me: Me }) {
  const say = useTexts(settingTexts);
  const queries = useQueryClient();
  const [told, setTold] = useState<string>();
  const days = useQuery(daysQuery);
  const read = useQueries({ queries: owners.map(({ route }) => settingsQuery(route)) });
  async function done(sentence: string): Promise<void> {
    setTold(sentence);
    await Promise.all(['settings', 'programme'].map((kind) => queries.invalidateQueries({ queryKey: [kind] })));
  }
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <ProgrammeNav at="settings" me={me} />
      <Told sentence={told} />
      {owners.map((owner, index) => {
        const { data, error, refetch } = read[index] ?? {};
        const keys = Object.keys(kinds).filter(isSetting).filter((key) => data?.items.some((it) => it.key === key));
        return (
          <section key={owner.route} className="stack" aria-labelledby={owner.title}>
            <h2 id={owner.title} className="part-title">{say(owner.title)}</h2>
            {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch?.()} />}
            {(!data || !days.data) && !error && !days.error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
            {data && days.data && <ul className="queue">{keys.map((key) => <SettingPanel key={key} owner={owner} setting={key} versions={data.items.filter((it) => it.key === key)} days={days.data} asOf={data.asOf} me={me} onOpen={() => setTold(undefined)} onStale={() => void refetch?.()} onDone={done} />)}</ul>}
          </section>
        );
      })}
    </div>
  );
}
