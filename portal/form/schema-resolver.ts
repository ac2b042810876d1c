import { get, set, type FieldErrors, type FieldValues, type Resolver } from 'react-hook-form';
import type { z } from 'zod';
import { at, complaintOf } from './complaint.ts';
import { itself, type ShownAt } from './server-errors.ts';

/**
 * Checks a form by the schema that the server checks its body with. `bodyOf` turns what stands in the fields into that body; its paths
 * are the fields' names, so that every issue finds its field; `shownAt` says which one shows that of a value without an input.
 */
export function schemaResolver<Values extends FieldValues>(schema: z.ZodType, bodyOf: (values: Values) => unknown, shownAt: ShownAt = itself): Resolver<Values> {
  return (values) => {
    const body = bodyOf(values);
    const checked = schema.safeParse(body);
    if (checked.success) return { values, errors: {} };
    const errors: FieldErrors<Values> = {};
    for (const issue of checked.error.issues) {
      const name = shownAt(issue.path.join('.'));
      // The first complaint of a field is the plainest one.
      if (get(errors, name) === undefined) set(errors, name, complaintOf(issue, at(body, issue.path)));
    }
    return { values: {}, errors };
  };
}
