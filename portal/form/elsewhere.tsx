import { useSentenceText } from './complaint-text.ts';
import { placeOf } from './field-at.ts';
import type { ServerError } from './server-errors.ts';

/** What a service has refused that no field of the form shows, each with its place in what was sent. */
export function Elsewhere({ errors }: { errors: readonly ServerError[] }) {
  const sentence = useSentenceText();
  if (errors.length === 0) return null;
  return <ul className="field-error">{errors.map(({ pointer, detail }) => <li key={`${pointer} ${detail}`}>{placeOf(pointer)}: {sentence(detail)}</li>)}</ul>;
}
