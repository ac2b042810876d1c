import { useEffect, useEffectEvent, useState } from 'react';
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import type { Refusal } from '../api/refusal.ts';
import { fieldAt } from './field-at.ts';

export type ServerError = Refusal['errors'][number];

/** Where a field shows its complaint; another field shows it for one that has no input. */
export type ShownAt = (name: string) => string;
export const itself: ShownAt = (name) => name;

interface Seen {
  readonly refusal: Refusal | undefined;
  readonly elsewhere: readonly ServerError[];
}

/**
 * Puts a refusal's errors on the fields they are about and the focus on the first of them. What is about no field of this form comes
 * back, to be shown above it.
 */
export function useServerErrors<Values extends FieldValues>(form: UseFormReturn<Values>, refusal: Refusal | undefined, shownAt: ShownAt = itself): readonly ServerError[] {
  // Once for each refusal, not again when the form changes: a row that is taken away takes its errors with it.
  const [seen, setSeen] = useState<Seen>({ refusal: undefined, elsewhere: [] });
  if (seen.refusal !== refusal) setSeen({ refusal, elsewhere: refusal?.errors.filter(({ pointer }) => fieldAt(form.getValues(), pointer) === undefined) ?? [] });
  const putDown = useEffectEvent(() => {
    let isFirst = true;
    for (const { pointer, detail } of refusal?.errors ?? []) {
      const field = fieldAt(form.getValues(), pointer);
      if (field === undefined) continue;
      form.setError(shownAt(field) as FieldPath<Values>, { type: 'server', message: detail }, { shouldFocus: isFirst });
      isFirst = false;
    }
  });
  useEffect(() => putDown(), [refusal]);
  return seen.elsewhere;
}
