import { useFieldArray } from 'react-hook-form';
import { TextField } from '../form/text-field.tsx';
import { useTexts } from '../texts/language.ts';
import { shelfTexts } from '../texts/shelf.texts.ts';
import { useRows } from './use-rows.ts';

const most = 12;

/** What is inside, a line each, in both languages. */
export function ContentFields() {
  const say = useTexts(shelfTexts);
  const { fields, append, remove } = useFieldArray({ name: 'contents' });
  const { list, removed } = useRows<HTMLFieldSetElement>(fields.length);
  return (
    <fieldset ref={list} className="stack">
      <legend>{say('contents')}</legend>
      {fields.map(({ id }, index) => (
        <div key={id} className="content-row">
          <TextField name={`contents.${index}.en`} label={say('lineEn', { number: index + 1 })} />
          <TextField name={`contents.${index}.de`} label={say('lineDe', { number: index + 1 })} />
          {fields.length > 1 && <div><button type="button" className="btn btn-quiet" aria-label={say('lessOf', { number: index + 1 })} onClick={() => { removed(index); remove(index); }}>{say('less')}</button></div>}
        </div>
      ))}
      {fields.length < most && <div><button type="button" className="btn btn-quiet" onClick={() => append({ en: '', de: '' })}>{say('moreLines')}</button></div>}
    </fieldset>
  );
}
