import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCombobox } from 'downshift';
import { Controller, useFormContext } from 'react-hook-form';
import { get } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { Field } from '../form/field.tsx';
import { useSettled } from '../form/settled.ts';
import { useTexts } from '../texts/language.ts';
import { dealFormTexts } from '../texts/deal-form.texts.ts';
import { useLabels } from './catalogue-labels.ts';

type Account = AnswerOf<'/api/accounts'>['items'][number];
const fewest = 2;

/** The customer's name: suggestions as one types, and whatever one writes. Choosing fills in website and country too. */
export function AccountSearch() {
  const { control, setValue, trigger } = useFormContext();
  async function choose({ website, country }: Account): Promise<void> {
    setValue('account.website', website ?? '', { shouldDirty: true });
    setValue('account.country', country, { shouldDirty: true });
    await trigger(['account.name', 'account.website', 'account.country']);
  }
  return (
    <Controller
      control={control} name="account.name"
      render={({ field }) => <Search name={field.name} value={String(field.value)} inputRef={field.ref} onType={field.onChange} onLeave={field.onBlur} onChoose={(account) => void choose(account)} />}
    />
  );
}

interface Props {
  readonly name: string;
  readonly value: string;
  readonly inputRef: (element: HTMLInputElement | null) => void;
  readonly onType: (text: string) => void;
  readonly onLeave: () => void;
  readonly onChoose: (account: Account) => void;
}

function Search({ name, value, inputRef, onType, onLeave, onChoose }: Props) {
  const say = useTexts(dealFormTexts);
  const { country } = useLabels();
  const q = useSettled(value.trim(), 200);
  const { data } = useQuery({
    queryKey: ['accounts', q],
    queryFn: async ({ signal }) => get('/api/accounts', { query: { q, limit: 8 }, signal }),
    enabled: q.length >= fewest && q.length <= 300,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const found = q.length >= fewest ? (data?.items ?? []) : [];
  const { isOpen, getInputProps, getMenuProps, getItemProps, highlightedIndex } = useCombobox<Account>({
    items: found,
    inputValue: value,
    selectedItem: null,
    itemToString: (account) => account?.name ?? '',
    // Leaving the field takes nothing: what stands there is what was meant.
    stateReducer: (state, { type, changes }) => (type === useCombobox.stateChangeTypes.InputBlur ? { ...changes, inputValue: state.inputValue, selectedItem: null } : changes),
    onSelectedItemChange: ({ selectedItem }) => {
      if (!selectedItem) return;
      onType(selectedItem.name);
      onChoose(selectedItem);
    },
  });
  return (
    <Field name={name} label={say('name')} hint={say('nameHint')}>
      {(wiring) => (
        <div className="picker">
          <input className="form-control" name={name} {...getInputProps({ ...wiring, 'aria-labelledby': undefined, ref: inputRef, onBlur: onLeave, onChange: ({ currentTarget }) => onType(currentTarget.value) })} />
          <ul className={isOpen && found.length > 0 ? 'picker-menu accounts' : 'picker-menu picker-closed'} {...getMenuProps({ 'aria-label': say('name'), 'aria-labelledby': undefined })}>
            {isOpen && found.map((account, index) => (
              <li key={`${account.name} ${account.website} ${account.country}`} className={index === highlightedIndex ? 'picker-on' : undefined} {...getItemProps({ item: account, index })}>
                <span>{account.name}</span> <span className="muted small">{[account.website, country(account.country)].filter((it) => it !== null).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Field>
  );
}
