import { z } from 'zod';
import { parseDuration } from './duration.ts';

/** An absolute URL with one of the schemes, without a trailing slash. */
export function url(...schemes: string[]) {
  return z
    .string()
    .refine((text) => URL.canParse(text) && (schemes.length === 0 || schemes.includes(new URL(text).protocol.slice(0, -1))), {
      error: 'not such a URL',
    })
    .transform((text) => text.replace(/\/+$/, ''))
    .describe(`a URL${schemes.length > 0 ? ` starting with ${schemes.map((scheme) => `${scheme}:`).join(' or ')}` : ''}`);
}

/** A TCP port; 0 lets the system choose. */
export function port() {
  return integer(0, 65_535).describe('a port number from 0 to 65535');
}

/** A whole number within bounds. */
export function integer(min: number, max: number) {
  return z
    .string()
    .regex(/^-?\d{1,15}$/, 'not a whole number')
    .transform(Number)
    .pipe(z.number().int().min(min).max(max))
    .describe(`a whole number from ${min} to ${max}`);
}

/** A share of a whole. */
export function fraction() {
  return z
    .string()
    .regex(/^(0?\.\d{1,9}|[01](\.0*)?)$/, 'not a number from 0 to 1')
    .transform(Number)
    .describe('a number from 0 to 1');
}

/** `true` or `false`, also `1`/`0`, `yes`/`no`. */
export function bool() {
  return z
    .stringbool({ truthy: ['true', '1', 'yes'], falsy: ['false', '0', 'no'], error: 'neither true nor false' })
    .describe('true or false');
}

/** Comma-separated values, trimmed, empty ones dropped; each goes through `item`. */
export function csv<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== ''))
    .pipe(z.array(item).min(1))
    .describe('a comma-separated list');
}

/** Comma-separated texts. */
export function list() {
  return csv(z.string());
}

/** ISO 8601 duration of weeks, days and time, as milliseconds. */
export function duration() {
  return z
    .string()
    .transform((text, context) => {
      const ms = parseDuration(text);
      if (ms !== undefined) return ms;
      context.issues.push({ code: 'custom', message: 'not a duration', input: text });
      return z.NEVER;
    })
    .describe('an ISO 8601 duration such as PT30S or P2D');
}

/** How long something may wait for company, as milliseconds. */
export function gathering() {
  return duration()
    .refine((ms) => ms >= 0 && ms <= 10_000, { error: 'not from PT0S to PT10S' })
    .describe('an ISO 8601 duration of at most ten seconds such as PT0.25S');
}
