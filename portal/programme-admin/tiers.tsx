import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import type { Me } from '../partners/people.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { tierTexts } from '../texts/tier.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ProgrammeNav } from './programme-nav.tsx';
import { tiersQuery, zoneQuery } from './rules-query.ts';
import { standingAt } from './standing.ts';
import type { TierVersion } from './tier-body.ts';
import { TierForm } from './tier-form.tsx';
import { TierTerms } from './tier-terms.tsx';
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
  const [open, setOpen] = useState<string>();
  const [told, setTold] = useState<string>();
  const [tiers, zone] = [useQuery(tiersQuery), useQuery(zoneQuery)];
  const failed = [tiers, zone].find(({ error }) => error instanceof Refusal);
  const versions = (code: string) => tiers.data?.filter(({ tier }) => tier === code) ?? [];
  const codes = [...new Set(tiers.data?.map(({ tier }) => tier))];
  const last = open === undefined ? undefined : versions(open).at(-1);
  async function done(sentence: string): Promise<void> {
    setOpen(undefined);
    setTold(sentence);
    await Promise.all(['tier-versions', 'programme'].map((kind) => queries.invalidateQueries({ queryKey: [kind] })));
  }
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <ProgrammeNav at="tiers" me={me} />
      <div role="status" className={told === undefined ? 'unseen' : ''}>{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      {failed?.error instanceof Refusal && <RefusalNotice refusal={failed.error} onRetry={() => void Promise.all([tiers.refetch(), zone.refetch()])} />}
      {!failed && (!tiers.data || zone.data === undefined) && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {last && zone.data !== undefined && <section className="panel stack" aria-labelledby="tier-form"><h2 id="tier-form" className="part-title">{say('publishAnew', { tier: last.name[language] })}</h2><TierForm key={last.version} last={last} zone={zone.data} onDone={done} onCancel={() => setOpen(undefined)} /></section>}
      {tiers.data && zone.data !== undefined && (
        <div className="evaluation">
          {codes.map((code) => <OneTier key={code} versions={versions(code)} zone={zone.data} asOf={tiers.dataUpdatedAt} me={me} isOpen={open === code} onChange={() => { setTold(undefined); setOpen(code); }} />)}
        </div>
      )}
    </div>
  );
}

function OneTier({ versions, zone, asOf, me, isOpen, onChange }: { versions: readonly TierVersion[]; zone: string; asOf: number; me: Me; isOpen: boolean; onChange: () => void }) {
  const say = useTexts(publicationTexts);
  const language = useLanguage();
  const { now, coming, past } = standingAt(versions, new Date(asOf));
  const shown = now ?? coming[0];
  if (!shown) return null;
  const id = `tier-${shown.tier}`;
  return (
    <section className="panel evaluation-tier" aria-labelledby={id}>
      <h2 id={id} className="setting-name">{shown.name[language]}</h2>
      {now && <TierTerms version={now} zone={zone} me={me} />}
      {coming.map((it) => <div key={it.version} className="rate-coming"><p><span className="tag tag-accent">{say('coming')}</span> <strong>{it.name[language]}</strong></p><TierTerms version={it} zone={zone} me={me} /></div>)}
      {past.length > 0 && <details className="rate-past"><summary>{say('before', { count: past.length })}</summary>{past.map((it) => <div key={it.version}><strong>{it.name[language]}</strong><TierTerms version={it} zone={zone} me={me} /></div>)}</details>}
      {me.permissions.includes('programme:manage') && !isOpen && <div><button type="button" className="btn btn-quiet" aria-describedby={id} onClick={onChange}>{say('change')}</button></div>}
    </section>
  );
}
