import { calendarDayText, fullMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { useContractText } from './contract-text.ts';
import type { Deal } from './deal-review.tsx';

/** What was signed, or why nothing was. */
export function ClosingFacts({ deal: { won, lost } }: { deal: Deal }) {
  const say = useTexts(dealReviewTexts);
  const contractText = useContractText();
  const rows = won ? [[say('signedFor'), fullMoney(won.amount)], [say('contract'), contractText(won)], [say('closedOn'), calendarDayText(won.closedOn)]] : lost ? [[say('reason'), lost.reason], [say('closedOn'), calendarDayText(lost.closedOn)]] : [];
  if (rows.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="outcome">
      <h2 id="outcome" className="part-title">{say('outcome')}</h2>
      <div className="panel"><dl className="sent-facts">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="as-written">{value}</dd></div>)}</dl></div>
    </section>
  );
}
