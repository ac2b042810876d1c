import { z } from 'zod';

/** So many per window; `undefined` where a limit is switched off. */
export interface Rate {
  readonly limit: number;
  readonly windowMs: number;
}

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const pattern = /^([1-9]\d{0,8})\/([1-9]\d{0,4})([smhd])$/;

/** Reads `20/1h`; `null` for `off`, `undefined` where the text is neither. */
export function parseRate(text: string): Rate | null | undefined {
  if (text === 'off') return null;
  const [, limit, count, unit] = pattern.exec(text) ?? [];
  if (unit !== 's' && unit !== 'm' && unit !== 'h' && unit !== 'd') return undefined;
  return { limit: Number(limit), windowMs: Number(count) * unitMs[unit] };
}

/** An environment variable such as `RATE_LIMIT_APPLY=20/1h`. */
export function rate(fallback: string) {
  return z
    .string()
    .prefault(fallback)
    .transform((text, context) => {
      const parsed = parseRate(text);
      if (parsed !== undefined) return parsed;
      context.issues.push({ code: 'custom', message: 'not a rate', input: text });
      return z.NEVER;
    })
    .describe('a rate such as 20/1h (units s, m, h, d) or off');
}
