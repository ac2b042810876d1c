import { useState } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { Field } from '../form/field.tsx';
import { useTexts } from '../texts/language.ts';
import { shelfTexts } from '../texts/shelf.texts.ts';
import { accepted, read, type FileComplaint } from './upload.ts';

/** A file from the reader's disk, read at once, so that what is wrong with it is said before anything is sent. */
export function FileField({ name }: { name: string }) {
  const say = useTexts(shelfTexts);
  const { setValue, clearErrors } = useFormContext();
  const { field } = useController({ name });
  const [complaint, setComplaint] = useState<FileComplaint>();
  async function choose(file: File | undefined): Promise<void> {
    const chosen = file === undefined ? undefined : await read(file);
    const isWrong = typeof chosen === 'string';
    setComplaint(isWrong ? chosen : undefined);
    setValue(name, isWrong || chosen === undefined ? null : chosen, { shouldDirty: true });
    clearErrors(name);
  }
  return (
    <Field name={name} label={say('file')} hint={say('fileHint')}>
      {(wiring) => (
        <>
          <input
            className="form-control" type="file" accept={accepted} {...wiring} ref={field.ref} onChange={({ target }) => void choose(target.files?.[0])}
            {...(complaint === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${wiring['aria-describedby'] ?? ''} ${wiring.id}-unread` })}
          />
          {complaint !== undefined && <span className="field-error" role="alert" id={`${wiring.id}-unread`}>{say(complaint)}</span>}
        </>
      )}
    </Field>
  );
}
