import { useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';

/** Somebody else has published or called something off while the form was open: what was typed stays, and is not sent over it. */
export function Overtaken({ onAnew }: { onAnew: () => void }) {
  const say = useTexts(publicationTexts);
  return (
    <div className="notice notice-warn" role="status">
      <p>{say('overtaken')}</p>
      <div><button type="button" className="btn btn-quiet" onClick={onAnew}>{say('anew')}</button></div>
    </div>
  );
}
