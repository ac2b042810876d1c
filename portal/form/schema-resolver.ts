import { get, set, type FieldErrors, type FieldValues, type Resolver } from 'react-hook-form';
import type { z } from 'zod';
import { at, complaintOf } from './complaint.ts';
import { pointerReleased } from './pointer.ts';
import { itself, type ShownAt } from './server-errors.ts';

/** The schema of a form's body, or how to load it: whoever opens a page that is nothing but a small form need not wait for what checks it. */
export type SchemaOf = z.ZodType | (() => Promise<z.ZodType>);

/**
 * Checks a form by the schema that the server checks its body with. `bodyOf` turns what stands in the fields into that body; its paths
 * are the fields' names, so that every issue finds its field; `shownAt` says which one shows that of a value without an input.
 * What it finds waits until no button of the pointer is held down.
 */
export function schemaResolver<Values extends FieldValues>(schemaOf: SchemaOf, bodyOf: (values: Values) => unknown, shownAt: ShownAt = itself): Resolver<Values> {
  function check(schema: z.ZodType, values: Values): ReturnType<Resolver<Values>> {
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
  }
  // Without a schema, since the line is gone, the server says what is wrong.
  const checked: Resolver<Values> = typeof schemaOf === 'function' ? async (values) => schemaOf().then((schema) => check(schema, values), () => ({ values, errors: {} })) : (values) => check(schemaOf, values);
  return (values, context, options) => {
    const released = pointerReleased();
    return released === undefined ? checked(values, context, options) : released.then(() => checked(values, context, options));
  };
}
