import { useForm, type DefaultValues, type FieldPath, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import type { Sending } from '../api/sending.ts';
import type { Refusal } from '../api/refusal.ts';
import { schemaResolver } from './schema-resolver.ts';
import { useServerErrors } from './server-errors.ts';

interface BodyForm<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>;
  readonly elsewhere: readonly Refusal['errors'][number][];
}

/** A form whose fields are its body's: checked on leaving a field, then as one types, and by the server with its errors on the fields. */
export function useBodyForm<Values extends FieldValues>(schema: z.ZodType, defaults: DefaultValues<Values>, sending: Sending<never, unknown> | Sending<Values, unknown>, bodyOf: (values: Values) => unknown = (values) => values): BodyForm<Values> {
  const form = useForm<Values>({ mode: 'onTouched', defaultValues: defaults, resolver: schemaResolver(schema, bodyOf) });
  const elsewhere = useServerErrors(form, sending.refusal, Object.keys(defaults) as FieldPath<Values>[]);
  return { form, elsewhere };
}
