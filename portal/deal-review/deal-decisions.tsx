import { useState } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { ApproveDeal, DecideExtension, RejectDeal, ReturnDeal } from './deal-forms.tsx';
import type { Deal } from './deal-review.tsx';

export type Form = 'approve' | 'reject' | 'return' | 'grant' | 'refuse';

interface Props {
  readonly deal: Deal;
  readonly onDecided: (sentence: string) => Promise<void>;
  readonly onChanged: () => Promise<void>;
}

/** What can be decided about a deal in its present state. */
export function DealDecisions({ deal, onDecided, onChanged }: Props) {
  const say = useTexts(dealReviewTexts);
  const [open, setOpen] = useState<Form>();
  const [stale, setStale] = useState<Refusal>();
  const { status, extensionRequest, protectedUntil } = deal;
  const asked = status === 'approved' && extensionRequest?.status === 'requested' ? extensionRequest : undefined;
  const [mayDecide, mayReject] = [status === 'submitted', status === 'submitted' || status === 'queued'];

  /** Somebody was faster: what stands here is no longer so, and is fetched at once. */
  function refused(refusal: Refusal | undefined): void {
    if (!refusal || (refusal.status !== 412 && refusal.code !== 'deals/illegal-transition')) return;
    setStale(refusal);
    setOpen(undefined);
    void onChanged();
  }
  const form = { deal, onDone: onDecided, onRefused: refused, onCancel: () => setOpen(undefined) };
  return (
    <section className="panel stack" aria-labelledby="decide">
      <h2 id="decide" className="part-title">{say(asked ? 'extension' : 'decide')}</h2>
      {stale && <RefusalNotice refusal={stale} focused />}
      {!mayReject && !asked && <p className="muted">{say('decided', { state: say(status) })}</p>}
      {asked && <p>{say('extensionAsked', { time: timeText(asked.requestedAt), until: protectedUntil === null ? '–' : timeText(protectedUntil) })}</p>}
      {asked?.reason && <blockquote className="as-written">{asked.reason}</blockquote>}
      {open === undefined && (
        <div className="decision-buttons">
          {mayDecide && <button type="button" className="btn btn-primary" onClick={() => setOpen('approve')}>{say('approve')}</button>}
          {mayDecide && <button type="button" className="btn btn-quiet" onClick={() => setOpen('return')}>{say('giveBack')}</button>}
          {mayReject && <button type="button" className="btn btn-danger" onClick={() => setOpen('reject')}>{say('reject')}</button>}
          {asked && <button type="button" className="btn btn-primary" onClick={() => setOpen('grant')}>{say('grant')}</button>}
          {asked && <button type="button" className="btn btn-danger" onClick={() => setOpen('refuse')}>{say('refuse')}</button>}
        </div>
      )}
      {open === 'approve' && <ApproveDeal {...form} />}
      {open === 'reject' && <RejectDeal {...form} />}
      {open === 'return' && <ReturnDeal {...form} />}
      {open === 'grant' && <DecideExtension {...form} decision="grant" />}
      {open === 'refuse' && <DecideExtension {...form} decision="refuse" />}
    </section>
  );
}
