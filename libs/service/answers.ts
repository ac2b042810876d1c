import type { StandardSchemaV1 } from '@standard-schema/spec';

/** One documented answer of a route. */
export interface Answer {
  readonly status: number;
  readonly schema: StandardSchemaV1 | undefined;
  readonly description: string;
}

const answers = new WeakMap<object, readonly Answer[]>();

/**
 * Documents an answer of a route; the OpenAPI document shows its schema. Problems (4xx) need no schema.
 * The document's library is loaded only when a document is asked for, so this decorator costs nothing at start.
 * @example `@Answers(201, applicationReceived, 'The application is in.')`
 */
export function Answers(status: number, schema: StandardSchemaV1 | undefined, description: string): MethodDecorator {
  return (_target, _name, descriptor) => {
    const method: unknown = descriptor.value;
    if (typeof method !== 'function') return;
    answers.set(method, [{ status, schema, description }, ...answersOf(method)]);
  };
}

/** The answers of a controller's method, in the order they are written. */
export function answersOf(method: object): readonly Answer[] {
  return answers.get(method) ?? [];
}
