import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { programmeQuery } from '../api/queries.ts';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import type { Me } from '../partners/people.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { storyTexts } from '../texts/story.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ProgrammeNav } from './programme-nav.tsx';
import { storiesQuery, zoneQuery } from './rules-query.ts';
import { latestOf } from './story-body.ts';
import { StoryForm } from './story-form.tsx';
import { StoryRow } from './story-row.tsx';
import '../review/review.scss';
import './programme-admin.scss';

/** The success stories: what the public page tells, will tell and told. */
export function Stories() {
  const say = useTexts(storyTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="programme:read">{({ user }) => <Read me={user} />}</TeamOnly>;
}

function Read({ me }: { me: Me }) {
  const say = useTexts(storyTexts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState<string>();
  const [stories, zone, programme] = [useQuery(storiesQuery), useQuery(zoneQuery), useQuery(programmeQuery(useLanguage()))];
  const failed = [stories, zone, programme].find(({ error }) => error instanceof Refusal);
  const isThere = stories.data !== undefined && zone.data !== undefined && programme.data !== undefined;
  const latest = latestOf(stories.data ?? []);
  async function done(sentence: string): Promise<void> {
    setOpen(false);
    setTold(sentence);
    await Promise.all(['story-versions', 'programme'].map((kind) => queries.invalidateQueries({ queryKey: [kind] })));
  }
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <ProgrammeNav at="stories" me={me} />
      <div role="status" className={told === undefined ? 'unseen' : ''}>{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      {failed?.error instanceof Refusal && <RefusalNotice refusal={failed.error} onRetry={() => void Promise.all([stories, zone, programme].map((it) => it.refetch()))} />}
      {!failed && !isThere && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {isThere && me.permissions.includes('programme:manage') && !isOpen && <div><button type="button" className="btn btn-primary" onClick={() => { setTold(undefined); setOpen(true); }}>{say('tell')}</button></div>}
      {isThere && isOpen && <section className="panel stack" aria-labelledby="story-form"><h2 id="story-form" className="part-title">{say('tell')}</h2><StoryForm story={undefined} position={Math.min(99, 1 + Math.max(0, ...latest.map(({ position }) => position)))} tiers={programme.data.tiers} zone={zone.data} onDone={done} onCancel={() => setOpen(false)} /></section>}
      {isThere && latest.length === 0 && <p className="panel muted">{say('none')}</p>}
      {isThere && latest.length > 0 && (
        <ul className="queue">
          {latest.map((story) => <StoryRow key={story.id} story={story} earlier={stories.data.filter(({ id, version }) => id === story.id && version < story.version)} tiers={programme.data.tiers} zone={zone.data} asOf={stories.dataUpdatedAt} me={me} onDone={done} />)}
        </ul>
      )}
    </div>
  );
}
