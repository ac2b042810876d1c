import { useFieldArray } from 'react-hook-form';
import { CheckField } from '../form/check-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useTexts } from '../texts/language.ts';
import { tierTexts } from '../texts/tier.texts.ts';
import { useRows } from './use-rows.ts';

const most = 12;

/** What a tier gives, a row each. */
export function BenefitFields() {
  const say = useTexts(tierTexts);
  const { fields, append, remove } = useFieldArray({ name: 'benefits' });
  const { list, removed } = useRows<HTMLFieldSetElement>(fields.length);
  return (
    <fieldset ref={list} className="stack">
      <legend>{say('gives')}</legend>
      {fields.map(({ id }, index) => (
        <div key={id} className="term-row" role="group" aria-label={say('benefitNo', { number: index + 1 })}>
          <div className="field-row"><TextField name={`benefits.${index}.text.en`} label={say('textEn')} /><TextField name={`benefits.${index}.text.de`} label={say('textDe')} /></div>
          <div className="actions">
            <CheckField name={`benefits.${index}.listed`} label={say('listed')} />
            {fields.length > 1 && <button type="button" className="btn btn-quiet" aria-label={say('removeBenefit', { number: index + 1 })} onClick={() => { removed(index); remove(index); }}>{say('remove')}</button>}
          </div>
        </div>
      ))}
      {fields.length < most && <div><button type="button" className="btn btn-quiet" onClick={() => append({ code: '', text: { en: '', de: '' }, listed: true })}>{say('addBenefit')}</button></div>}
    </fieldset>
  );
}
