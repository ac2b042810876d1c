import { useState } from 'react';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { numberText } from '../texts/formats.ts';
import { useTexts, type Say } from '../texts/language.ts';
import { dealsTexts } from '../texts/deals.texts.ts';
import { useLabels } from './catalogue-labels.ts';
import { csvOf, download } from './deal-csv.ts';
import type { DealFilters } from './deal-filters.ts';
import { allDeals, type ListedDeal } from './deal-queries.ts';

/** All that the list shows, also what has not been scrolled to, in its order. Amounts and days as programs read them. */
export function CsvButton({ filters }: { filters: DealFilters }) {
  const say = useTexts(dealsTexts);
  const { families } = useLabels();
  const [held, setHeld] = useState<number>();
  const gathering = useSending<DealFilters, Awaited<ReturnType<typeof allDeals>>>(async (filters) => allDeals(filters));

  async function save(): Promise<void> {
    const all = await gathering.send(filters);
    if (!all) return;
    download('deals.csv', csvOf([headOf(say), ...all.deals.map((deal) => rowOf(deal, say, families))]));
    setHeld(all.isWhole ? undefined : all.deals.length);
  }
  return (
    <>
      <button type="button" className="btn btn-quiet" aria-disabled={gathering.busy || undefined} onClick={save}>{gathering.busy && <span className="turning" aria-hidden="true" />}{say('download')}</button>
      {held !== undefined && <p className="notice notice-warn bar-notice" role="status">{say('truncated', { count: numberText(held) })}</p>}
      {gathering.refusal && <div className="bar-notice"><RefusalNotice refusal={gathering.refusal} focused /></div>}
    </>
  );
}

const columns = ['reference', 'customer', 'website', 'country', 'families', 'status', 'amount', 'currency', 'contract', 'close', 'registeredAt', 'protectedUntil'] as const;
type SayDeals = Say<keyof typeof dealsTexts.en>;

const headOf = (say: SayDeals): string[] => columns.map((column) => say(column));

function rowOf({ reference, account, productFamilies, status, estimatedValue, contract, expectedCloseOn, registeredAt, protectedUntil }: ListedDeal, say: SayDeals, families: (codes: readonly string[]) => string): string[] {
  return [
    reference, account.name, account.website ?? '', account.country, families(productFamilies), say(status),
    estimatedValue.amount, estimatedValue.currency, say(contract), expectedCloseOn, registeredAt, protectedUntil ?? '',
  ];
}
