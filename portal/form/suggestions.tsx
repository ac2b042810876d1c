import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCombobox } from 'downshift';
import { useState } from 'react';
import { useTexts } from '../texts/language.ts';
import { fieldTexts } from '../texts/field.texts.ts';
import type { Wiring } from './field.tsx';
import { useSettled } from './settled.ts';
import './form.scss';

interface Props<T> {
  readonly wiring: Wiring;
  readonly label: string;
  /** Names what is looked for, in the cache. */
  readonly kind: string;
  readonly find: (q: string, signal: AbortSignal) => Promise<readonly T[]>;
  readonly keyOf: (item: T) => string;
  readonly textOf: (item: T) => string;
  readonly moreOf: (item: T) => string;
  readonly onChoose: (item: T) => void;
  /** For a form to put the focus there. */
  readonly inputRef?: (element: HTMLInputElement | null) => void;
}

const fewest = 2;

/** One of many that the server knows, found by typing. */
export function Suggestions<T>({ wiring, label, kind, find, keyOf, textOf, moreOf, onChoose, inputRef }: Props<T>) {
  const say = useTexts(fieldTexts);
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim(), 200);
  const isAsked = q.length >= fewest && q.length <= 200;
  const { data } = useQuery({ queryKey: [kind, q], queryFn: async ({ signal }) => find(q, signal), enabled: isAsked, placeholderData: keepPreviousData, staleTime: 60_000 });
  const found = isAsked ? (data ?? []) : [];
  const { isOpen, getInputProps, getMenuProps, getItemProps, highlightedIndex } = useCombobox<T>({
    items: [...found],
    inputValue: typed,
    selectedItem: null,
    itemToString: () => '',
    defaultHighlightedIndex: 0,
    // Leaving the field takes nothing.
    stateReducer: (state, { type, changes }) => (type === useCombobox.stateChangeTypes.InputBlur ? { ...changes, inputValue: state.inputValue, selectedItem: null } : changes),
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem === null) return;
      setTyped('');
      onChoose(selectedItem);
    },
  });
  return (
    <div className="picker">
      <input className="form-control" {...getInputProps({ ...wiring, ...(inputRef === undefined ? {} : { ref: inputRef }), 'aria-labelledby': undefined, onChange: ({ currentTarget }) => setTyped(currentTarget.value) })} />
      <ul className={isOpen && found.length > 0 ? 'picker-menu suggestions' : 'picker-menu picker-closed'} {...getMenuProps({ 'aria-label': label, 'aria-labelledby': undefined })}>
        {isOpen && found.map((item, index) => (
          <li key={keyOf(item)} className={index === highlightedIndex ? 'picker-on' : undefined} {...getItemProps({ item, index })}><span>{textOf(item)}</span> <span className="muted small">{moreOf(item)}</span></li>
        ))}
      </ul>
      {isOpen && isAsked && data !== undefined && found.length === 0 && <p className="picker-menu suggestions picker-none muted">{say('nothingFound')}</p>}
    </div>
  );
}
