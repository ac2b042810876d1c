import type { DealStatus } from '#libs/contracts/http/deals';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';

const tones: Readonly<Record<DealStatus, string>> = { submitted: 'tag-warn', queued: '', approved: 'tag-accent', returned: 'tag-warn', rejected: 'tag-bad', withdrawn: '', won: 'tag-accent', lost: '', expired: '', revoked: 'tag-bad' };

export function DealTag({ status }: { status: DealStatus }) {
  const say = useTexts(dealReviewTexts);
  return <span className={`tag ${tones[status]}`}>{say(status)}</span>;
}
