import { useTexts } from '../texts/language.ts';
import { frameTexts } from '../texts/frame.texts.ts';

/** The shape of a page that is on its way. */
export function Loading() {
  const say = useTexts(frameTexts);
  return (
    <div className="medium-page" role="status">
      <span className="unseen">{say('loading')}</span>
      <div className="waiting" aria-hidden="true">
        <span className="skeleton skeleton-title" />
        <span className="skeleton" />
        <span className="skeleton" />
      </div>
    </div>
  );
}
