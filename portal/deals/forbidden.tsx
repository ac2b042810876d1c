import { useTexts } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';

/** Signed in, but not for this. */
export function Forbidden() {
  const say = useTexts(dealTexts);
  return <div className="panel stack" role="alert"><h2 className="part-title">{say('forbidden')}</h2><p className="muted">{say('forbiddenText')}</p></div>;
}
