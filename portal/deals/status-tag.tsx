import type { DealStatus } from '#libs/contracts/http/deals';
import { useTexts } from '../texts/language.ts';
import { dealsTexts } from '../texts/deals.texts.ts';

const tones: Readonly<Record<DealStatus, string>> = {
  submitted: '', queued: '', approved: 'tag-accent', returned: 'tag-warn', rejected: 'tag-bad', withdrawn: '', won: 'tag-accent', lost: '', expired: 'tag-bad', revoked: 'tag-bad',
};

export function StatusTag({ status }: { status: DealStatus }) {
  const say = useTexts(dealsTexts);
  return <span className={`tag ${tones[status]}`}>{say(status)}</span>;
}
