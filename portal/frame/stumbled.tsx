import { Link, isRouteErrorResponse, useRouteError } from 'react-router';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { frameTexts } from '../texts/frame.texts.ts';
import { usePageTitle } from './page-title.ts';

export function NotFound() {
  const say = useTexts(frameTexts);
  usePageTitle(say('notFound'));
  return (
    <div className="medium-page">
      <div className="stack">
        <h1>{say('notFound')}</h1>
        <p className="lead">{say('notFoundText')}</p>
      </div>
      <div><Link className="btn btn-primary" to={pages.programme}>{say('toProgramme')}</Link></div>
    </div>
  );
}

/** Where a page itself breaks: an error of ours, or a part of it that could not be loaded. */
export function Stumbled() {
  const say = useTexts(frameTexts);
  const error = useRouteError();
  usePageTitle(say('crashed'));
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <main className="medium-page" id="content">
      <div className="stack">
        <h1>{say('crashed')}</h1>
        <p className="lead">{say('crashedText')}</p>
      </div>
      <div><button type="button" className="btn btn-primary" onClick={() => location.reload()}>{say('reload')}</button></div>
    </main>
  );
}
