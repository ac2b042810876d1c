import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import type { Me } from '../partners/people.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { shelfTexts } from '../texts/shelf.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ProgrammeNav } from './programme-nav.tsx';
import { daysQuery, publishedResourcesQuery } from './rules-query.ts';
import { RemovedItem, ShelfItem } from './shelf-item.tsx';
import { Told } from './told.tsx';
import { UploadForm } from './upload-form.tsx';
import { useOpener } from './use-opener.ts';
import '../review/review.scss';
import './programme-admin.scss';

/** The resource centre as it is kept: what is in it and will be, what is put in and what was taken out. */
export function Shelf() {
  const say = useTexts(shelfTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="programme:read">{({ user }) => <Items me={user} />}</TeamOnly>;
}

function Items({ me }: { me: Me }) {
  const mayChange = me.permissions.includes('resources:manage');
  const say = useTexts(shelfTexts);
  const queries = useQueryClient();
  const [published, days] = [useQuery(publishedResourcesQuery(useLanguage())), useQuery(daysQuery)];
  const failed = [published, days].find(({ error }) => error instanceof Refusal);
  const isThere = published.data !== undefined && days.data !== undefined;
  const [kept, removed] = [false, true].map((isRemoved) => (published.data?.items ?? []).filter(({ removal }) => (removal !== null) === isRemoved));
  const form = useOpener<'upload'>((it) => it);
  const [told, setTold] = useState<string>();
  async function done(sentence: string): Promise<void> {
    form.done();
    setTold(sentence);
    await queries.invalidateQueries({ queryKey: ['resources'] });
  }
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <ProgrammeNav at="resources" me={me} />
      <Told sentence={told} />
      {isThere && mayChange && form.open === undefined && <div><button type="button" ref={form.button('upload')} className="btn btn-primary" onClick={() => { setTold(undefined); form.show('upload'); }}>{say('upload')}</button></div>}
      {isThere && form.open !== undefined && <section className="panel stack" aria-labelledby="upload"><h2 id="upload" className="part-title">{say('upload')}</h2><UploadForm days={days.data} onDone={done} onCancel={form.putAway} /></section>}
      {failed?.error instanceof Refusal && <RefusalNotice refusal={failed.error} onRetry={() => void Promise.all([published, days].map((it) => it.refetch()))} />}
      {!isThere && !failed && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {isThere && kept?.length === 0 && <p className="panel muted">{say('none')}</p>}
      {isThere && kept !== undefined && kept.length > 0 && <ul className="queue">{kept.map((item) => <ShelfItem key={item.id} item={item} days={days.data} asOf={published.data.asOf} me={me} mayRemove={mayChange} onOpen={() => setTold(undefined)} onRemoved={done} />)}</ul>}
      {isThere && removed !== undefined && removed.length > 0 && (
        <details className="rate-past"><summary>{say('removed', { count: removed.length })}</summary><ul className="queue">{removed.map((item) => <RemovedItem key={item.id} item={item} days={days.data} me={me} />)}</ul></details>
      )}
    </div>
  );
}
