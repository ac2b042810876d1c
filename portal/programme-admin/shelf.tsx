import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { resourcesQuery } from '../api/queries.ts';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import type { Me } from '../partners/people.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { shelfTexts } from '../texts/shelf.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { ProgrammeNav } from './programme-nav.tsx';
import { ShelfItem } from './shelf-item.tsx';
import { UploadForm } from './upload-form.tsx';
import '../review/review.scss';
import './programme-admin.scss';

/** The resource centre as it is kept: what is in it, what is put in and what is taken out. */
export function Shelf() {
  const say = useTexts(shelfTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="commissions:read">{({ user }) => <Items me={user} />}</TeamOnly>;
}

function Items({ me }: { me: Me }) {
  const mayChange = me.permissions.includes('resources:manage');
  const say = useTexts(shelfTexts);
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(resourcesQuery(useLanguage()));
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
      {mayChange && !isOpen && <div><button type="button" className="btn btn-primary" onClick={() => { setTold(undefined); setOpen(true); }}>{say('upload')}</button></div>}
      {isOpen && <section className="panel stack" aria-labelledby="upload"><h2 id="upload" className="part-title">{say('upload')}</h2><UploadForm onDone={done} onCancel={() => setOpen(false)} /></section>}
      {error instanceof Refusal && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {data?.items.length === 0 && <p className="panel muted">{say('none')}</p>}
      {data && data.items.length > 0 && <ul className="queue">{data.items.map((item) => <ShelfItem key={item.id} item={item} mayRemove={mayChange} onRemoved={done} />)}</ul>}
    </div>
  );
}
