import { calendarDayText, deadlineText, fullMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import { kindTexts } from '../deals/activity-kinds.ts';
import { useLabels } from '../deals/catalogue-labels.ts';
import { useContractText } from './contract-text.ts';
import type { Deal } from './deal-review.tsx';

/** What was registered. */
export function DealFacts({ deal: { account, status, protectedUntil, estimatedValue, contract, termMonths, expectedCloseOn, contactName, notes, productFamilies } }: { deal: Deal }) {
  const say = useTexts(dealReviewTexts);
  const contractText = useContractText();
  const { families, country } = useLabels();
  const rows = [
    ...(status === 'approved' && protectedUntil !== null ? [[say('protectedUntil'), deadlineText(protectedUntil)] as const] : []),
    [say('country'), country(account.country)], [say('website'), account.website?.replace(/^https?:\/\//i, '') ?? '–'],
    [say('value'), fullMoney(estimatedValue)], [say('products'), families(productFamilies)], [say('contract'), contractText({ contract, termMonths })],
    [say('close'), calendarDayText(expectedCloseOn)], [say('contact'), contactName ?? say('nothing')], [say('notes'), notes ?? say('nothing')],
  ] as const;
  return (
    <section className="stack" aria-labelledby="facts">
      <h2 id="facts" className="part-title">{say('facts')}</h2>
      <div className="panel"><dl className="sent-facts">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="as-written">{value}</dd></div>)}</dl></div>
    </section>
  );
}

/** What the partner has done about it, the latest first. */
export function DealActivities({ deal: { activities } }: { deal: Deal }) {
  const say = useTexts(dealReviewTexts);
  const sayDeal = useTexts(dealTexts);
  return (
    <section className="stack" aria-labelledby="activities">
      <h2 id="activities" className="part-title">{say('activities')}</h2>
      {activities.length === 0 && <p className="muted">{say('noActivities')}</p>}
      <ol className="past">
        {activities.map(({ id, kind, date, note }) => (
          <li key={id}><span className="as-written"><strong>{sayDeal(kindTexts.find(([it]) => it === kind)?.[1] ?? 'otherKind')}:</strong> {note}</span> <time className="muted small" dateTime={date}>{calendarDayText(date)}</time></li>
        ))}
      </ol>
    </section>
  );
}
