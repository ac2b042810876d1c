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
import { publishedResourcesQuery, zoneQuery } from './rules-query.ts';
import { RemovedItem, ShelfItem } from './shelf-item.tsx';
import { UploadForm } from './upload-form.tsx';
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
  const [published, zone] = [useQuery(publishedResourcesQuery(useLanguage())), useQuery(zoneQuery)];
  const failed = [published, zone].find(({ error }) => error instanceof Refusal);
  const isThere = published.data !== undefined && zone.data !== undefined;
  const [kept, removed] = [false, true].map((isRemoved) => (published.data ?? []).filter(({ removal }) => (removal !== null) === isRemoved));
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState<string>();
  async function done(sentence: string): Promise<void> {
    setOpen(false);
    setTold(sentence);
    await queries.invalidateQueries({ queryKey: ['resources'] });
  }
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <ProgrammeNav at="resources" me={me} />
      <div role="status" className={told === undefined ? 'unseen' : ''}>{told !== undefined && <p className="notice notice-good">{told}</p>}</div>
      {isThere && mayChange && !isOpen && <div><button type="button" className="btn btn-primary" onClick={() => { setTold(undefined); setOpen(true); }}>{say('upload')}</button></div>}
      {isThere && isOpen && <section className="panel stack" aria-labelledby="upload"><h2 id="upload" className="part-title">{say('upload')}</h2><UploadForm zone={zone.data} onDone={done} onCancel={() => setOpen(false)} /></section>}
      {failed?.error instanceof Refusal && <RefusalNotice refusal={failed.error} onRetry={() => void Promise.all([published, zone].map((it) => it.refetch()))} />}
      {!isThere && !failed && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {isThere && kept?.length === 0 && <p className="panel muted">{say('none')}</p>}
      {isThere && kept !== undefined && kept.length > 0 && <ul className="queue">{kept.map((item) => <ShelfItem key={item.id} item={item} zone={zone.data} asOf={published.dataUpdatedAt} me={me} mayRemove={mayChange} onRemoved={done} />)}</ul>}
      {isThere && removed !== undefined && removed.length > 0 && (
        <details className="rate-past"><summary>{say('removed', { count: removed.length })}</summary><ul className="queue">{removed.map((item) => <RemovedItem key={item.id} item={item} zone={zone.data} me={me} />)}</ul></details>
      )}
    </div>
  );
}
