import { useCombobox, type UseComboboxState, type UseComboboxStateChangeOptions } from 'downshift';
import { useId, useMemo, useState } from 'react';
import { Controller, useFormContext, type ControllerRenderProps } from 'react-hook-form';
import { useTexts } from '../texts/language.ts';
import { fieldTexts } from '../texts/field.texts.ts';
import { useComplaintText } from './complaint-text.ts';
import { useFieldError } from './field.tsx';

interface Option {
  readonly code: string;
  readonly label: string;
}

interface Props {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly options: readonly Option[];
  /** Codes mean something to people, and are shown. */
  readonly withCodes?: boolean;
}

const shownAtOnce = 30;

/** Several of many, found by typing; what is chosen stands below and is taken away there. */
export function CodePicker(props: Props) {
  const { control } = useFormContext();
  return <Controller control={control} name={props.name} render={({ field }) => <Picker {...props} field={field} />} />;
}

function Picker({ name, label, hint, options, withCodes = false, field: { ref, value, onChange } }: Props & { field: ControllerRenderProps }) {
  const say = useTexts(fieldTexts);
  const chosen = value as readonly string[];
  const error = useFieldError(name);
  const complaint = useComplaintText()(error);
  const wrong = error?.type === 'required' ? say('chooseOne') : complaint;
  const id = useId();
  const [typed, setTyped] = useState('');
  const found = useMemo(() => matching(options, typed).filter(({ code }) => !chosen.includes(code)).slice(0, shownAtOnce), [options, typed, chosen]);
  const text = ({ code, label: name }: Option) => (withCodes ? `${code} ${name}` : name);
  const { isOpen, getLabelProps, getInputProps, getMenuProps, getItemProps, highlightedIndex } = useCombobox<Option>({
    items: found,
    inputValue: typed,
    selectedItem: null,
    itemToString: () => '',
    defaultHighlightedIndex: 0,
    // What is typed is set by the input itself, or Enter would choose among what was found before.
    onInputValueChange: ({ inputValue }) => setTyped(inputValue),
    stateReducer: afterwards,
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem) onChange([...chosen, selectedItem.code]);
    },
  });
  return (
    <div className="field picker">
      <label className="form-label" {...getLabelProps()}>{label}</label>
      <input
        className="form-control" placeholder={say('add')}
        {...getInputProps({ ref, 'aria-invalid': wrong === undefined ? undefined : true, 'aria-describedby': wrong === undefined ? `${id}-hint` : `${id}-hint ${id}-error`, onChange: ({ currentTarget }) => setTyped(currentTarget.value) })}
      />
      <ul className={isOpen && found.length > 0 ? 'picker-menu' : 'picker-menu picker-closed'} {...getMenuProps()}>
        {isOpen && found.map((option, index) => <li key={option.code} className={index === highlightedIndex ? 'picker-on' : undefined} {...getItemProps({ item: option, index })}>{text(option)}</li>)}
      </ul>
      {isOpen && found.length === 0 && <p className="picker-menu picker-none muted">{say('nothingFound')}</p>}
      <p className="form-text" id={`${id}-hint`}>{hint}</p>
      <p className="unseen" role="status">{say('chosen', { count: chosen.length })}</p>
      {wrong !== undefined && <span className="field-error" id={`${id}-error`}>{wrong}</span>}
      {chosen.length > 0 && (
        <ul className="chips" aria-label={label}>
          {chosen.map((code) => {
            const called = options.find((option) => option.code === code)?.label ?? code;
            return <li key={code}><span>{called}</span><button type="button" aria-label={say('remove', { name: called })} onClick={() => onChange(chosen.filter((it) => it !== code))}>×</button></li>;
          })}
        </ul>
      )}
    </div>
  );
}

const { ItemClick, InputKeyDownEnter, InputBlur, ControlledPropUpdatedSelectedItem } = useCombobox.stateChangeTypes;

/** The menu stays open for the next choice, and what is typed is changed by choosing alone. */
function afterwards(state: UseComboboxState<Option>, { type, changes }: UseComboboxStateChangeOptions<Option>): Partial<UseComboboxState<Option>> {
  if (type === ItemClick || type === InputKeyDownEnter) return { ...changes, isOpen: true, inputValue: '', highlightedIndex: 0 };
  if (type === InputBlur) return { ...changes, inputValue: state.inputValue, selectedItem: null };
  // Told of late that nothing stays chosen here, it would take the first letter of what is typed next.
  return type === ControlledPropUpdatedSelectedItem ? { ...changes, inputValue: state.inputValue } : changes;
}

function matching(options: readonly Option[], typed: string): readonly Option[] {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === '') return options;
  return options.filter(({ code, label }) => code.toLocaleLowerCase().startsWith(wanted) || label.toLocaleLowerCase().includes(wanted));
}
