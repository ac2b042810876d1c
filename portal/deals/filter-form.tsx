import { useId, type ReactNode } from 'react';
import { currencies } from '../form/currencies.ts';
import { SearchInput } from '../form/search-input.tsx';
import { useTexts } from '../texts/language.ts';
import { dealsTexts } from '../texts/deals.texts.ts';
import { extensions, openStatuses, sorts, statuses, type DealFilters, type Extension, type Sort } from './deal-filters.ts';

interface Props {
  readonly filters: DealFilters;
  readonly onChange: (changed: Partial<DealFilters>) => void;
}

type Key = keyof typeof dealsTexts.en;
const sortTexts: Readonly<Record<Sort, Key>> = { '-registeredAt': 'newest', registeredAt: 'oldest', expectedCloseOn: 'closesFirst', '-expectedCloseOn': 'closesLast', protectedUntil: 'endsFirst', '-protectedUntil': 'endsLast' };
const extensionTexts: Readonly<Record<Extension, Key>> = { requested: 'extensionRequested', granted: 'extensionGranted', refused: 'extensionRefused' };
const usualDays = [7, 14, 30, 60];

export function FilterForm({ filters, onChange }: Props) {
  const say = useTexts(dealsTexts);
  const { status, currency, extension, protectionEndsWithinDays: days, sort } = filters;
  const dayChoices = days === undefined || usualDays.includes(days) ? usualDays : [...usualDays, days].toSorted((a, b) => a - b);
  return (
    <form className="filters" role="search" aria-label={say('narrow')} onSubmit={(event) => event.preventDefault()}>
      <Search q={filters.q} onSearch={(q) => onChange({ q })} />
      <Choice label={say('status')} value={status.join(',')} onChoose={(value) => onChange({ status: statuses.filter((it) => value.split(',').includes(it)) })}>
        <option value="">{say('allStatuses')}</option>
        <option value={openStatuses.join(',')}>{say('openStatuses')}</option>
        {statuses.map((it) => <option key={it} value={it}>{say(it)}</option>)}
        {status.length > 1 && status.join(',') !== openStatuses.join(',') && <option value={status.join(',')}>{say('severalStatuses', { names: status.map((it) => say(it)).join(', ') })}</option>}
      </Choice>
      <Choice label={say('ending')} value={days?.toString() ?? ''} onChoose={(value) => onChange({ protectionEndsWithinDays: value === '' ? undefined : Number(value) })}>
        <option value="">{say('anyTime')}</option>
        {dayChoices.map((it) => <option key={it} value={it}>{say('withinDays', { days: it })}</option>)}
      </Choice>
      <Choice label={say('extension')} value={extension ?? ''} onChoose={(value) => onChange({ extension: extensions.find((it) => it === value) })}>
        <option value="">{say('anyExtension')}</option>
        {extensions.map((it) => <option key={it} value={it}>{say(extensionTexts[it])}</option>)}
      </Choice>
      <Choice label={say('currency')} value={currency ?? ''} onChoose={(value) => onChange({ currency: value === '' ? undefined : value })}>
        <option value="">{say('anyCurrency')}</option>
        {[...new Set([...currencies, ...(currency === undefined ? [] : [currency])])].map((it) => <option key={it}>{it}</option>)}
      </Choice>
      <Choice label={say('sort')} value={sort} onChoose={(value) => onChange({ sort: sorts.find((it) => it === value) ?? '-registeredAt' })}>
        {sorts.map((it) => <option key={it} value={it}>{say(sortTexts[it])}</option>)}
      </Choice>
    </form>
  );
}

function Search({ q = '', onSearch }: { q: string | undefined; onSearch: (q: string | undefined) => void }) {
  const say = useTexts(dealsTexts);
  const id = useId();
  return (
    <div className="field filter-search">
      <label className="form-label" htmlFor={id}>{say('search')}</label>
      <SearchInput id={id} value={q.trim()} onSettled={(text) => onSearch(text === '' ? undefined : text)} />
    </div>
  );
}

function Choice({ label, value, onChoose, children }: { label: string; value: string; onChoose: (value: string) => void; children: ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label className="form-label" htmlFor={id}>{label}</label>
      <select id={id} className="form-select" value={value} onChange={({ target }) => onChoose(target.value)}>{children}</select>
    </div>
  );
}
