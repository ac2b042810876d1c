import { z } from 'zod';
import { topics } from '#libs/contracts/events/all';
import { erasedEmail } from '#libs/contracts/primitives';

/** The fact itself must go on to whoever has not erased yet. */
const kept = 'person.erased.v1';
const declared = topics.flatMap(({ events }) => Object.entries(events));
/** Of the events that carry something personal, what their contracts say of it. */
const parts = new Map(declared.filter(([type]) => type !== kept).map(([type, { data }]) => [type, partOf(data)] as const).filter(([_type, part]) => holdsPersonal(part)));
/** What may stand where something personal stood: the first that the field's own schema takes. A language, which takes neither, tells nobody. */
const substitutes = ['erased', erasedEmail];

export function isErasure(type: string | null): boolean {
  return type === kept;
}

/** Whether the contract of an event marks anything `personal`. */
export function carriesPersonal(type: string): boolean {
  return parts.has(type);
}

/** The addresses in the fields of an event's data that its contract marks `personal`. */
export function addressesIn(type: string, data: unknown): string[] {
  const found: string[] = [];
  collect(parts.get(type) ?? {}, data, found);
  return found;
}

/**
 * The data without what its contract marks `personal` and without fields that the contract does not know; it still fits the contract, so the event can be
 * handled or replayed. Unchanged where the contract marks nothing.
 */
export function withoutPersonal(type: string, data: unknown): unknown {
  return replaced(parts.get(type) ?? {}, data);
}

/** What a schema says of the personal. Asked of zod once for all: with each event that took longer than to check all of it. */
interface Part {
  /** Of what is marked. */
  readonly marked?: z.ZodType;
  readonly each?: Part;
  readonly fields?: ReadonlyMap<string, Part>;
  /** Those fields that are personal, or hold something that is. */
  readonly personal?: readonly (readonly [string, Part])[];
}

function partOf(schema: unknown): Part {
  if (!(schema instanceof z.ZodType)) return {};
  if (schema.meta()?.['personal'] === true) return { marked: schema };
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) return partOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return { each: partOf(schema.element) };
  if (!(schema instanceof z.ZodObject)) return {};
  const fields = new Map(Object.entries(schema.shape).map(([name, field]) => [name, partOf(field)]));
  return { fields, personal: [...fields].filter(([_name, field]) => holdsPersonal(field)) };
}

function holdsPersonal({ marked, each, personal = [] }: Part): boolean {
  return marked !== undefined || personal.length > 0 || (each !== undefined && holdsPersonal(each));
}

function collect({ marked, each, personal = [] }: Part, value: unknown, found: string[]): void {
  if (marked) {
    if (typeof value === 'string' && value.includes('@')) found.push(value.toLowerCase());
  } else if (each) {
    if (Array.isArray(value)) for (const one of value) collect(each, one, found);
  } else if (hasFields(value)) {
    for (const [name, field] of personal) collect(field, value[name], found);
  }
}

function replaced({ marked, each, fields }: Part, value: unknown): unknown {
  if (marked) return value == null ? value : (substitutes.find((one) => marked.safeParse(one).success) ?? value);
  if (each) return Array.isArray(value) ? value.map((one) => replaced(each, one)) : value;
  if (!fields || !hasFields(value)) return value;
  const known = Object.entries(value).flatMap(([name, one]) => {
    const field = fields.get(name);
    return field ? [[name, replaced(field, one)] as const] : [];
  });
  return Object.fromEntries(known);
}

function hasFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
