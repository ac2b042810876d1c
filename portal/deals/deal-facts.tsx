import { calendarDayText, dayText, fullMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import { dealsTexts } from '../texts/deals.texts.ts';
import { useLabels } from './catalogue-labels.ts';
import type { OneDeal } from './deal-queries.ts';

/** What was registered. */
export function DealFacts({ deal, isVendor }: { deal: OneDeal; isVendor: boolean }) {
  const say = useTexts(dealTexts);
  const sayDeals = useTexts(dealsTexts);
  const { families, country } = useLabels();
  const contract = deal.contract === 'annual' && deal.termMonths !== null ? sayDeals('annualMonths', { months: deal.termMonths }) : sayDeals(deal.contract);
  const rows: readonly (readonly [string, string | null])[] = [
    [say('seller'), isVendor ? deal.partner.companyName : null],
    [sayDeals('country'), country(deal.account.country)],
    [sayDeals('website'), deal.account.website?.replace(/^https?:\/\//i, '') ?? null],
    [say('contact'), deal.contactName],
    [sayDeals('families'), families(deal.productFamilies)],
    [sayDeals('value'), fullMoney(deal.estimatedValue)],
    [sayDeals('contract'), contract],
    [sayDeals('close'), calendarDayText(deal.expectedCloseOn)],
    [sayDeals('registeredAt'), dayText(deal.registeredAt)],
    [say('notes'), deal.notes],
  ];
  return (
    <section className="panel" aria-labelledby="facts">
      <h2 id="facts" className="part-title">{say('facts')}</h2>
      <dl className="deal-facts">{rows.map(([name, value]) => value !== null && <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </section>
  );
}
