import { get, set, type FieldErrors, type FieldValues, type Resolver } from 'react-hook-form';
import type { z } from 'zod';
import { at, complaintOf } from './complaint.ts';

/**
 * Checks a form by the schema that the server checks its body with. `bodyOf` turns what stands in the fields into that body; its paths
 * are the fields' names, so that every issue finds its field.
 */
export function schemaResolver<Values extends FieldValues>(schema: z.ZodType, bodyOf: (values: Values) => unknown): Resolver<Values> {
  return (values) => {
    const body = bodyOf(values);
    const checked = schema.safeParse(body);
    if (checked.success) return { values, errors: {} };
    const errors: FieldErrors<Values> = {};
    for (const issue of checked.error.issues) {
      const name = issue.path.join('.');
      // The first complaint of a field is the plainest one.
      if (get(errors, name) === undefined) set(errors, name, complaintOf(issue, at(body, issue.path)));
    }
    return { values: {}, errors };
  };
}
