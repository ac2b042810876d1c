import { fieldTexts } from '../texts/field.texts.ts';
import { useTexts } from '../texts/language.ts';

/** Says that what stands in the form was typed before, and how to be rid of it. */
export function Restored({ onAnew }: { onAnew: () => void }) {
  const say = useTexts(fieldTexts);
  return <p className="notice restored" role="status"><span>{say('restored')} <button type="button" className="btn btn-link" onClick={onAnew}>{say('discard')}</button></span></p>;
}
