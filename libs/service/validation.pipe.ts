import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { jsonPointer } from './json-pointer.ts';
import type { FieldError, SaidBySchema } from './problem.ts';
import { httpProblem } from './problems.ts';

const maxErrors = 100;

/**
 * Validates what is declared with a schema, `@Body({ schema })`, `@Query({ schema })`, `@Param('id', { schema })`, and passes the
 * parsed value on. Bodies and queries that do not fit are 422 with a pointer per field. A path that does not fit names nothing
 * that exists, so it is 404, the same answer as for an id that nobody has.
 */
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { schema, type }: ArgumentMetadata): unknown {
    if (!schema) return value;
    const result = schema['~standard'].validate(value);
    return result instanceof Promise ? result.then((settled) => accepted(settled, type)) : accepted(result, type);
  }
}

function accepted(result: StandardSchemaV1.Result<unknown>, type: ArgumentMetadata['type']): unknown {
  if (!result.issues) return result.value;
  if (type === 'param') throw httpProblem('http/not-found');
  const errors = fieldErrors(result.issues).map((error) => (type === 'query' ? { ...error, in: 'query' as const } : error));
  throw httpProblem('http/validation-failed', { errors });
}

/** One error per field and complaint, in the order of the schema; unknown fields each by their own pointer. */
export function fieldErrors(issues: readonly StandardSchemaV1.Issue[]): FieldError[] {
  return issues.slice(0, maxErrors).flatMap((issue): FieldError[] => {
    const path = (issue.path ?? []).map((segment) => (typeof segment === 'object' ? segment.key : segment));
    const unknown = unknownKeys(issue);
    if (unknown) return unknown.slice(0, maxErrors).map((key) => ({ pointer: jsonPointer([...path, key]), detail: 'is not a known field' }));
    return [{ pointer: jsonPointer(path), detail: issue.message as SaidBySchema }];
  });
}

/** What zod adds to an issue about fields that a strict object does not know. */
function unknownKeys(issue: object): string[] | undefined {
  if (!('code' in issue) || issue.code !== 'unrecognized_keys' || !('keys' in issue) || !Array.isArray(issue.keys)) return undefined;
  return issue.keys.filter((key) => typeof key === 'string');
}
