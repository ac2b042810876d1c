import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import type { Me } from '../partners/people.ts';
import { useTexts } from '../texts/language.ts';
import { settingTexts } from '../texts/setting.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ProgrammeNav } from './programme-nav.tsx';
import { zoneQuery } from './rules-query.ts';
import { isSetting, kinds, owners } from './setting-kinds.ts';
import { SettingPanel } from './setting-panel.tsx';
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
  const zone = useQuery(zoneQuery);
  const read = useQueries({ queries: owners.map(({ route }) => ({ queryKey: ['settings', route], queryFn: async ({ signal }: { signal: AbortSignal }) => (await get(route, { signal })).items })) });
  async function done(sentence: string): Promise<void> {
    setTold(sentence);
    await Promise.all(['settings', 'programme', 'programme-day', 'programme-zone'].map((kind) => queries.invalidateQueries({ queryKey: [kind] })));
  }
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <ProgrammeNav at="settings" me={me} />
      <div role="status" className={told === undefined ? 'unseen' : ''}>{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      {zone.error instanceof Refusal && <RefusalNotice refusal={zone.error} onRetry={() => void zone.refetch()} />}
      {owners.map((owner, index) => {
        const { data, error, refetch, dataUpdatedAt = 0 } = read[index] ?? {};
        const keys = Object.keys(kinds).filter(isSetting).filter((key) => data?.some((it) => it.key === key));
        return (
          <section key={owner.route} className="stack" aria-labelledby={owner.title}>
            <h2 id={owner.title} className="part-title">{say(owner.title)}</h2>
            {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch?.()} />}
            {(!data || zone.data === undefined) && !error && !zone.error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
            {data && zone.data !== undefined && <ul className="queue">{keys.map((key) => <SettingPanel key={key} owner={owner} setting={key} versions={data.filter((it) => it.key === key)} zone={zone.data} asOf={dataUpdatedAt} me={me} onDone={done} />)}</ul>}
          </section>
        );
      })}
    </div>
  );
}
