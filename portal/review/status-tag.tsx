import { useTexts } from '../texts/language.ts';
import { reviewTexts } from '../texts/review.texts.ts';

const tones = { submitted: 'tag-accent', in_review: 'tag-accent', more_info: 'tag-warn', approved: 'tag-accent', rejected: 'tag-bad', withdrawn: '', active: 'tag-accent', suspended: 'tag-warn', left: '' } as const;
export type Status = keyof typeof tones;
const isKnown = (status: string): status is Status => status in tones;

/** A state in words; one that a newer server has stands as it is. */
export function StatusTag({ status }: { status: string }) {
  const say = useTexts(reviewTexts);
  return <span className={`tag ${isKnown(status) ? tones[status] : ''}`}>{isKnown(status) ? say(status) : status}</span>;
}
