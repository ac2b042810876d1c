import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { resourcesQuery } from '../api/queries.ts';
import { Refusal } from '../api/refusal.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useSignedInHint } from '../api/session.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { sizeText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { resourceTexts } from '../texts/resource.texts.ts';
import { useOpens } from './opens.ts';
import { TieredFile } from './tiered-file.tsx';
import './resources.scss';

type Resource = AnswerOf<'/api/resources'>['items'][number];

/** All that there is, also what a higher tier would open: a company sees what it would get. */
export function Resources() {
  const say = useTexts(resourceTexts);
  const { data, error, refetch } = useQuery(resourcesQuery(useLanguage()));
  if (data?.items.length === 0) return null;
  return (
    <section className="section wide" id="resources" aria-labelledby="resources-title">
      <div className="section-head">
        <h2 id="resources-title">{say('title')}</h2>
        <p className="lead">{say('lead')}</p>
      </div>
      {error instanceof Refusal && !data && <RefusalNotice refusal={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className="resources" aria-hidden="true">{['a', 'b', 'c'].map((key) => <div key={key} className="resource"><span className="skeleton" /><span className="skeleton" /></div>)}</div>}
      {data && <div className="resources">{data.items.map((resource) => <ResourceCard key={resource.id} resource={resource} />)}</div>}
    </section>
  );
}

function ResourceCard({ resource: { id, kind, title, summary, contents, tier, length, file } }: { resource: Resource }) {
  const say = useTexts(resourceTexts);
  const isSignedIn = useSignedInHint();
  const opens = useOpens();
  const isOpen = tier !== null && isSignedIn ? opens(tier.code) : undefined;
  return (
    <article className="resource" aria-labelledby={`resource-${id}`}>
      <p className="resource-kind small"><span className="muted">{say(kind)}</span> <span className={tier === null ? 'tag tag-accent' : 'tag'}>{tier === null ? say('open') : say('from', { tier: tier.name })}</span></p>
      <h3 id={`resource-${id}`}>{title}</h3>
      <p>{summary}</p>
      <div className="resource-inside small">
        <h4>{say('inside')}</h4>
        <ul className="dashes">{contents.map((text) => <li key={text}>{text}</li>)}</ul>
      </div>
      <p className="resource-end small">
        <span className="muted">{say(length.unit, { amount: length.amount })}</span>
        {tier === null && <a href={`/api/resources/${id}/file`} download aria-label={say('downloadOf', { title, size: sizeText(file.size) })}>{say('download', { size: sizeText(file.size) })}</a>}
        {tier !== null && !isSignedIn && <Link to={`${pages.apply}?tier=${tier.code}`} aria-label={say('opensOf', { title, tier: tier.name })}>{say('opens', { tier: tier.name })}</Link>}
        {tier !== null && isOpen === false && <strong>{say('opensWith', { tier: tier.name })}</strong>}
      </p>
      {isOpen === true && <TieredFile id={id} name={file.name} title={title} size={file.size} />}
    </article>
  );
}
