import type { DealRejection } from '#libs/contracts/http/deals';
import { calendarDayText, fullMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import type { OneDeal } from './deal-queries.ts';

const reasons = {
  'named-account': 'named-account', 'direct-pipeline': 'direct-pipeline', 'opportunity-closed': 'opportunity-closed', 'not-qualified': 'not-qualified', 'existing-customer': 'existing-customer',
  // Partners never get this one; whoever does reads what a partner would.
  duplicate: 'opportunity-closed', other: 'otherReason',
} as const satisfies Record<DealRejection, keyof typeof dealTexts.en>;

/** What was decided, asked or reached, in words. */
export function Outcome({ deal }: { deal: OneDeal }) {
  const say = useTexts(dealTexts);
  const { rejection, returnNote, won, lost, status } = deal;
  const text = decisionTextOf(deal);
  return (
    <>
      {text !== undefined && <p className={status === 'approved' ? 'notice notice-good' : 'notice'}>{text}</p>}
      {rejection && <div className="notice notice-bad"><strong>{say(reasons[rejection.reason])}</strong>{rejection.note !== null && <p className="told">{rejection.note}</p>}</div>}
      {status === 'returned' && returnNote !== null && <div className="notice notice-warn"><strong>{say('question')}</strong><p className="told">{returnNote}</p></div>}
      {won && (
        <dl className="notice notice-good decision-facts">
          <div><dt>{say('wonAmount')}</dt><dd>{fullMoney(won.amount)}</dd></div>
          <div><dt>{say('closedOn')}</dt><dd>{calendarDayText(won.closedOn)}</dd></div>
        </dl>
      )}
      {lost && <div className="notice"><strong>{say('reason')}</strong><p className="told">{lost.reason}</p><p className="muted small">{say('closedOn')}: {calendarDayText(lost.closedOn)}</p></div>}
    </>
  );
}

/** The decision on the registration, as long as it is what counts now. */
function decisionTextOf({ status, decision: { reason, text } }: OneDeal): string | undefined {
  const counts = (status === 'approved' && reason === 'opportunity-free') || (status === 'queued' && reason === 'opportunity-taken') || (status === 'submitted' && ['account-unclear', 'awaits-approval'].includes(reason));
  return counts ? text : undefined;
}
