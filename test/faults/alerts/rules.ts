import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { root } from '../../../deploy/local/root.ts';

const rule = z.object({ alert: z.string(), expr: z.string(), for: z.string().optional() });
const file = z.looseObject({ groups: z.array(z.looseObject({ rules: z.array(z.looseObject(rule.shape)) })) });

/** Every duration is divided by this, and none is longer than `LONGEST_S` after it: a run waits for minutes, not for a day. */
export const FACTOR = 10;
export const LONGEST_S = 45;

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
export const shortened = (seconds: number): number => Math.min(LONGEST_S, Math.ceil(seconds / FACTOR));

/** `5m` in the chart's file is `30s` here. */
export const shortDuration = (text: string): string => `${shortened(Number(text.slice(0, -1)) * (units[text.at(-1) ?? ''] ?? 1))}s`;

/** Ranges (`[5m]`), and what is compared with an age, by itself or beside an interval: a number of sixty and more is always one of seconds. */
export function shortExpression(expr: string): string {
  return expr.replace(/\[(\d+[smhd])\]/g, (_, range: string) => `[${shortDuration(range)}]`).replace(/([>+]) (\d+)(?![\d.])/g, (whole, sign: string, bound: string) => (Number(bound) >= 60 ? `${sign} ${shortened(Number(bound))}` : whole));
}

export interface ShortRule {
  readonly alert: string;
  readonly for: string;
}

/** Of what is asked for each service, the parts of those that run. */
export const partsOf = (expr: string, services: readonly string[]): string =>
  expr.startsWith('absent(') ? expr.split(/\s+or\s+/).filter((part) => services.some((name) => part.includes(`service="${name}"`))).join(' or ') : expr;

/** The chart's rules at the pace of a run, as YAML for Prometheus. */
export function shortRules(services: readonly string[]): { yaml: string; rules: readonly ShortRule[] } {
  const { groups } = file.parse(parse(readFileSync(join(root, 'charts/partner-management/files/alerts.yaml'), 'utf8')));
  const short = groups.map((group) => ({ ...group, rules: group.rules.map((one) => ({ ...one, expr: partsOf(shortExpression(one.expr), services), ...(one.for === undefined ? {} : { for: shortDuration(one.for) }) })) }));
  return { yaml: stringify({ groups: short }, { lineWidth: 0 }), rules: short.flatMap(({ rules }) => rules.map((one) => ({ alert: one.alert, for: one.for ?? '0s' }))) };
}
