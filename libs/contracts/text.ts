import { z } from 'zod';

// NUL breaks PostgreSQL text, lone surrogates break jsonb, the other C0/C1 controls have no place in a name and travel badly in mail and logs.
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;
const CONTROL_OR_BREAK = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/;
// Bidirectional overrides and isolates can make one text look like another (Trojan Source); right-to-left letters themselves are fine.
const BIDI_CONTROL = /[\u202A-\u202E\u2066-\u2069]/;

const wellFormed = (value: string): boolean => value.isWellFormed();

/** One line of text: trimmed, 1 to `max` characters, no control characters, line breaks, lone surrogates or bidirectional overrides. */
export function line(max: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(wellFormed, { error: 'contains a lone surrogate' })
    .refine((value) => !CONTROL_OR_BREAK.test(value), { error: 'contains control characters or line breaks' })
    .refine((value) => !BIDI_CONTROL.test(value), { error: 'contains bidirectional control characters' });
}

/** Several lines of text: like `line`, but tabs and line breaks are allowed. */
export function paragraph(max: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(wellFormed, { error: 'contains a lone surrogate' })
    .refine((value) => !CONTROL.test(value), { error: 'contains control characters' })
    .refine((value) => !BIDI_CONTROL.test(value), { error: 'contains bidirectional control characters' });
}

/** The least that any text must fulfil: no NUL, no lone surrogates. For passwords and tokens, which are never trimmed or shown. */
export function opaque(max: number, min = 1): z.ZodString {
  return z
    .string()
    .min(min)
    .max(max)
    .refine(wellFormed, { error: 'contains a lone surrogate' })
    .refine((value) => !value.includes('\u0000'), { error: 'contains NUL' });
}
