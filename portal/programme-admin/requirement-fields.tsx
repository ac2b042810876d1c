import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { AmountField } from '../form/amount-field.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useTexts } from '../texts/language.ts';
import { tierTexts } from '../texts/tier.texts.ts';
import { criteria, isMoney, isYesNo, nothingOf, textsLeftBehind, type TypedRequirement, type Values } from './tier-body.ts';
import { useRows } from './use-rows.ts';

/** What a tier asks for, a row each; what is evaluated, and how it is put. */
export function RequirementFields() {
  const say = useTexts(tierTexts);
  const { fields, append, remove } = useFieldArray({ name: 'requirements' });
  const { control, setValue, formState: { defaultValues } } = useFormContext<Values>();
  const published = (defaultValues?.requirements ?? []) as readonly TypedRequirement[];
  const typed: readonly TypedRequirement[] = useWatch({ control, name: 'requirements' });
  const free = criteria.find((code) => !typed.some((it) => it.code === code));
  const { list, removed } = useRows<HTMLFieldSetElement>(fields.length);
  return (
    <fieldset ref={list} className="stack">
      <legend>{say('asks')}</legend>
      {fields.length === 0 && <p className="muted">{say('asksNothing')}</p>}
      {fields.map(({ id }, index) => {
        const requirement = typed[index];
        const code = requirement?.code ?? '';
        const behind = requirement === undefined ? [] : textsLeftBehind(requirement, published);
        const others = typed.filter((_, place) => place !== index).map((it) => it.code);
        return (
          <div key={id} className="term-row" role="group" aria-label={say('requirementNo', { number: index + 1 })}>
            <div className="field-row">
              <SelectField
                name={`requirements.${index}.code`} label={say('criterion')} options={criteria.filter((it) => !others.includes(it)).map((it) => ({ code: it, label: say(`criterion_${it}`) }))}
                onChosen={(chosen) => setValue(`requirements.${index}.required`, nothingOf(chosen))}
              />
              {isMoney(code) && <AmountField name={`requirements.${index}.required`} label={say('atLeast')} />}
              {!isMoney(code) && !isYesNo(code) && <TextField name={`requirements.${index}.required`} label={say('atLeast')} inputMode="numeric" />}
            </div>
            <div className="field-row"><TextField name={`requirements.${index}.text.en`} label={say('textEn')} /><TextField name={`requirements.${index}.text.de`} label={say('textDe')} /></div>
            <div role="status">{behind.length > 0 && <p className="notice notice-warn">{say('textBehind')} {behind.map((text) => `“${text}”`).join(', ')}</p>}</div>
            <div><button type="button" className="btn btn-quiet" aria-label={say('removeRequirement', { number: index + 1 })} onClick={() => { removed(index); remove(index); }}>{say('remove')}</button></div>
          </div>
        );
      })}
      {free !== undefined && <div><button type="button" className="btn btn-quiet" onClick={() => append({ code: free, text: { en: '', de: '' }, required: nothingOf(free) })}>{say('addRequirement')}</button></div>}
    </fieldset>
  );
}
