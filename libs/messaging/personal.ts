import { z } from 'zod';
import { topics } from '#libs/contracts/events/all';
import { erasedEmail } from '#libs/contracts/primitives';

/** The fact itself must go on to whoever has not erased yet. */
const kept = 'person.erased.v1';
const declared = topics.flatMap(({ events }) => Object.entries(events));
/** Of the events that carry something personal. */
const schemas = new Map(declared.filter(([type, { data }]) => type !== kept && holdsPersonal(data)).map(([type, { data }]) => [type, data]));
/** What may stand where something personal stood: the first that the field's own schema takes. A language, which takes neither, tells nobody. */
const substitutes = ['erased', erasedEmail];

export function isErasure(type: string | null): boolean {
  return type === kept;
}

/** Whether the contract of an event marks anything `personal`. */
export function carriesPersonal(type: string): boolean {
  return schemas.has(type);
}

/** The addresses in the fields of an event's data that its contract marks `personal`. */
export function addressesIn(type: string, data: unknown): string[] {
  const found: string[] = [];
  visit(schemas.get(type), data, (_field, value) => {
    if (typeof value === 'string' && value.includes('@')) found.push(value.toLowerCase());
    return value;
  });
  return found;
}

/**
 * The data without what its contract marks `personal` and without fields that the contract does not know; it still fits the contract, so the event can be
 * handled or replayed. Unchanged where the contract marks nothing.
 */
export function withoutPersonal(type: string, data: unknown): unknown {
  const schema = schemas.get(type);
  if (!schema) return data;
  return visit(schema, data, (field, value) => (value == null ? value : (substitutes.find((each) => field.safeParse(each).success) ?? value)));
}

function visit(schema: unknown, value: unknown, replace: (field: z.ZodType, value: unknown) => unknown): unknown {
  if (!(schema instanceof z.ZodType)) return value;
  if (schema.meta()?.['personal'] === true) return replace(schema, value);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) return visit(schema.unwrap(), value, replace);
  if (schema instanceof z.ZodArray) return Array.isArray(value) ? value.map((each) => visit(schema.element, each, replace)) : value;
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).filter(([name]) => name in schema.shape);
  return Object.fromEntries(known.map(([name, each]) => [name, visit(schema.shape[name], each, replace)]));
}

function holdsPersonal(schema: unknown): boolean {
  if (!(schema instanceof z.ZodType)) return false;
  if (schema.meta()?.['personal'] === true) return true;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) return holdsPersonal(schema.unwrap());
  if (schema instanceof z.ZodArray) return holdsPersonal(schema.element);
  return schema instanceof z.ZodObject && Object.values(schema.shape).some(holdsPersonal);
}
