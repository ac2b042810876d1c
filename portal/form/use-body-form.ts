import { useForm, type DefaultValues, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { Sending } from '../api/sending.ts';
import { schemaResolver, type SchemaOf } from './schema-resolver.ts';
import { itself, useServerErrors, type ServerError, type ShownAt } from './server-errors.ts';

interface BodyForm<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>;
  readonly elsewhere: readonly ServerError[];
}

/** A form whose fields are its body's: checked on leaving a field, then as one types, and by the server with its errors on the fields. */
export function useBodyForm<Values extends FieldValues>(schema: SchemaOf, defaults: DefaultValues<Values>, sending: Sending<never, unknown> | Sending<Values, unknown>, bodyOf: (values: Values) => unknown = (values) => values, shownAt: ShownAt = itself): BodyForm<Values> {
  const form = useForm<Values>({ mode: 'onTouched', defaultValues: defaults, resolver: schemaResolver(schema, bodyOf, shownAt) });
  const elsewhere = useServerErrors(form, sending.refusal, shownAt);
  return { form, elsewhere };
}
