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
  const elsewhere = useServerErrors(form, sending.refusal, namesOf(defaults) as FieldPath<Values>[]);
  return { form, elsewhere };
}

/** Of every field, also inside of others: `amount.currency`. A list is one field. */
function namesOf(values: object, before = ''): string[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? namesOf(value, `${before}${name}.`) : [`${before}${name}`]));
}
