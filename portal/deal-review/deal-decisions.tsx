import { useState } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { deadlineText, timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { ReportLost, ReportWon } from './closing-forms.tsx';
import { ApproveDeal, DecideExtension, RejectDeal, ReturnDeal } from './deal-forms.tsx';
import type { Deal } from './deal-review.tsx';

export type Form = 'approve' | 'reject' | 'return' | 'grant' | 'refuse' | 'won' | 'lost';

interface Props {
  readonly deal: Deal;
  readonly may: { readonly decide: boolean; readonly close: boolean };
  readonly onDecided: (sentence: string) => Promise<void>;
  /** It is won or lost, and stays on the page, so that everybody sees what was said. */
  readonly onClosed: (sentence: string) => Promise<void>;
  readonly onChanged: () => Promise<void>;
}

/** What can be decided about a deal in its present state; of a protected one also how it ended, for a vendor whose CRM does not say so. */
export function DealDecisions({ deal, may, onDecided, onClosed, onChanged }: Props) {
  const say = useTexts(dealReviewTexts);
  const [open, setOpen] = useState<Form>();
  const [stale, setStale] = useState<Refusal>();
  const { status, extensionRequest, protectedUntil } = deal;
  const asked = may.decide && status === 'approved' && extensionRequest?.status === 'requested' ? extensionRequest : undefined;
  const isUndecided = status === 'submitted' || status === 'queued';
  const [mayDecide, mayReject, mayClose] = [may.decide && status === 'submitted', may.decide && isUndecided, may.close && status === 'approved'];

  /** Somebody was faster: what stands here is no longer so, and is fetched at once. */
  function refused(refusal: Refusal | undefined): void {
    if (!refusal || (refusal.status !== 412 && refusal.code !== 'deals/illegal-transition')) return;
    setStale(refusal);
    setOpen(undefined);
    void onChanged();
  }
  async function close(sentence: string): Promise<void> {
    await onClosed(sentence);
    setOpen(undefined);
  }
  const form = { deal, onDone: onDecided, onRefused: refused, onCancel: () => setOpen(undefined) };
  const closing = { ...form, onDone: close };
  return (
    <section className="panel stack" aria-labelledby="decide">
      <h2 id="decide" className="part-title">{say(asked ? 'extension' : mayClose ? 'ending' : 'decide')}</h2>
      {stale && <RefusalNotice refusal={stale} focused />}
      {!mayReject && !asked && !mayClose && <p className="muted">{isUndecided ? say('readsOnly') : say('decided', { state: say(status) })}</p>}
      {asked && <p>{say('extensionAsked', { time: timeText(asked.requestedAt), until: protectedUntil === null ? '–' : deadlineText(protectedUntil) })}</p>}
      {asked?.reason && <blockquote className="as-written">{asked.reason}</blockquote>}
      {open === undefined && (mayReject || asked) && (
        <div className="decision-buttons">
          {mayDecide && <button type="button" className="btn btn-primary" onClick={() => setOpen('approve')}>{say('approve')}</button>}
          {mayDecide && <button type="button" className="btn btn-quiet" onClick={() => setOpen('return')}>{say('giveBack')}</button>}
          {mayReject && <button type="button" className="btn btn-danger" onClick={() => setOpen('reject')}>{say('reject')}</button>}
          {asked && <button type="button" className="btn btn-primary" onClick={() => setOpen('grant')}>{say('grant')}</button>}
          {asked && <button type="button" className="btn btn-danger" onClick={() => setOpen('refuse')}>{say('refuse')}</button>}
        </div>
      )}
      {open === undefined && mayClose && (
        <>
          {asked && <h3>{say('ending')}</h3>}
          <p className="muted">{say('endingHint')}</p>
          <div className="decision-buttons">
            <button type="button" className={asked ? 'btn btn-quiet' : 'btn btn-primary'} onClick={() => setOpen('won')}>{say('closeWon')}</button>
            <button type="button" className="btn btn-danger" onClick={() => setOpen('lost')}>{say('closeLost')}</button>
          </div>
        </>
      )}
      {open === 'approve' && <ApproveDeal {...form} />}
      {open === 'reject' && <RejectDeal {...form} />}
      {open === 'return' && <ReturnDeal {...form} />}
      {open === 'grant' && <DecideExtension {...form} decision="grant" />}
      {open === 'refuse' && <DecideExtension {...form} decision="refuse" />}
      {open === 'won' && <ReportWon {...closing} />}
      {open === 'lost' && <ReportLost {...closing} />}
    </section>
  );
}
