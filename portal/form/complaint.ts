import type { z } from 'zod';
import type { fieldTexts } from '../texts/field.texts.ts';

type Issue = z.core.$ZodIssue;

/** What is wrong with a field: a text of the catalogue, with `limit` filled in, or a sentence of the contract. */
export interface Complaint {
  readonly type: keyof typeof fieldTexts.en | 'sentence';
  readonly message: string;
}

const formats: Readonly<Record<string, Complaint['type']>> = { email: 'email', website: 'website', phone: 'phone', amount: 'amount', percent: 'percent', code: 'shortCode' };
const nothing = (input: unknown): boolean => input === undefined || input === null || input === '' || Number.isNaN(input);

/** A schema's issue in the reader's words; schemas are English and written for programs. */
export function complaintOf(issue: Issue, input: unknown): Complaint {
  const field = String(issue.path.at(-1) ?? '');
  const say = (type: Complaint['type'], limit: unknown = ''): Complaint => ({ type, message: String(limit) });
  if (issue.code === 'invalid_value') return say(issue.values.every((value) => typeof value === 'string') ? 'chooseOne' : 'agree');
  if (nothing(input)) return say('required');
  if (issue.code === 'too_small') return issue.origin === 'string' || issue.origin === 'array' ? say('required') : say('atLeast', issue.minimum);
  if (issue.code === 'too_big') return issue.origin === 'string' ? say('tooLong', issue.maximum) : say('atMost', issue.maximum);
  if (issue.code === 'invalid_type') return issue.expected === 'int' || issue.expected === 'number' ? say('wholeNumber') : say('wrong');
  if (issue.code === 'invalid_format') return say(formats[field] ?? 'wrong');
  if (issue.code === 'custom') return say('sentence', issue.message);
  return say('wrong');
}

/** The value at a path of what was checked. */
export function at(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), body);
}
