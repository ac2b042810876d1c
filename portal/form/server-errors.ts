import { useEffect, useEffectEvent } from 'react';
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import type { Refusal } from '../api/refusal.ts';

type Error = Refusal['errors'][number];

/** "/company/website" → "company.website"; an item of a list is the list's matter. */
export const fieldOf = (pointer: string): string =>
  pointer.split('/').slice(1).filter((part) => !/^\d+$/.test(part)).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join('.');

/**
 * Puts a refusal's errors on the fields they are about and the focus on the first of them. What is about no field of this form comes
 * back, to be shown above it.
 */
export function useServerErrors<Values extends FieldValues>(form: UseFormReturn<Values>, refusal: Refusal | undefined, fields: readonly FieldPath<Values>[]): readonly Error[] {
  const errors = refusal?.errors ?? [];
  const fieldFor = ({ pointer }: Error) => fields.find((name) => name === fieldOf(pointer));
  const putDown = useEffectEvent(() => {
    let isFirst = true;
    for (const error of errors) {
      const field = fieldFor(error);
      if (field === undefined) continue;
      form.setError(field, { type: 'server', message: error.detail }, { shouldFocus: isFirst });
      isFirst = false;
    }
  });
  // Once for each refusal, not again when the form changes.
  useEffect(() => putDown(), [refusal]);
  return errors.filter((error) => fieldFor(error) === undefined);
}
