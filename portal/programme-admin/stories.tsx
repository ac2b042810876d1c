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
import { daysQuery, storiesQuery } from './rules-query.ts';
import { storiesOf } from './story-body.ts';
import { StoryForm } from './story-form.tsx';
import { StoryRow } from './story-row.tsx';
import { Told } from './told.tsx';
import { useOpener } from './use-opener.ts';
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
  const form = useOpener<'new'>((it) => it);
  const [told, setTold] = useState<string>();
  const [stories, days, programme] = [useQuery(storiesQuery), useQuery(daysQuery), useQuery(programmeQuery(useLanguage()))];
  const failed = [stories, days, programme].find(({ error }) => error instanceof Refusal);
  const all = stories.data && storiesOf(stories.data.items, new Date(stories.data.asOf));
  const readAnew = async () => Promise.all(['story-versions', 'programme'].map((kind) => queries.invalidateQueries({ queryKey: [kind] })));
  const done = async (sentence: string) => {
    form.done();
    setTold(sentence);
    await readAnew();
  };
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <ProgrammeNav at="stories" me={me} />
      <Told sentence={told} />
      {failed?.error instanceof Refusal && <RefusalNotice refusal={failed.error} onRetry={() => void Promise.all([stories, days, programme].map((it) => it.refetch()))} />}
      {!failed && (!all || !days.data || !programme.data) && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {all && stories.data && days.data && programme.data && (
        <>
          {me.permissions.includes('programme:manage') && form.open === undefined && <div><button type="button" ref={form.button('new')} className="btn btn-primary" onClick={() => { setTold(undefined); form.show('new'); }}>{say('tell')}</button></div>}
          {form.open !== undefined && <section className="panel stack" aria-labelledby="story-form"><h2 id="story-form" className="part-title">{say('tell')}</h2><StoryForm opened={undefined} position={Math.min(99, 1 + Math.max(0, ...all.map(({ last }) => last.position)))} tiers={programme.data.tiers} days={days.data} onDone={done} onCancel={form.putAway} /></section>}
          {all.length === 0 && <p className="panel muted">{say('none')}</p>}
          {all.length > 0 && (
            <ul className="queue">
              {all.map((story) => <StoryRow key={story.id} story={story} tiers={programme.data.tiers} days={days.data} asOf={stories.data.asOf} me={me} onOpen={() => setTold(undefined)} onStale={() => void readAnew()} onDone={done} />)}
            </ul>
          )}
        </>
      )}
    </div>
  );
}
