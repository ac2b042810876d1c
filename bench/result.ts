import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import type { Measured } from './measure.ts';

/** One line of the table: what was measured, beside the raw limit of the same run. */
export interface Result {
  readonly bench: string;
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  readonly raw?: { readonly what: string; readonly value: number };
  /** value ÷ raw, or what the issue asks for where there is no raw limit. */
  readonly must: string;
  readonly aim: string;
  /** `compared` where nothing is asked: it helps to judge another line. */
  readonly met: 'aim' | 'must' | 'no' | 'compared';
  readonly times?: Pick<Measured, 'n' | 'p50' | 'p99' | 'max'>;
}

/** Of a load whose every request is one of the times. */
export const timesOf = ({ asked: n, p50, p99, max }: { asked: number; p50: number; p99: number; max: number }): Result['times'] => ({ n, p50, p99, max });

export const share = (result: Result): string => (result.raw === undefined ? '–' : `${((100 * result.value) / result.raw.value).toFixed(1)} %`);

export function line(result: Result): string {
  const times = result.times === undefined ? '' : ` · p50 ${ms(result.times.p50)} p99 ${ms(result.times.p99)} max ${ms(result.times.max)} n ${result.times.n}`;
  const raw = result.raw === undefined ? '' : ` · raw ${round(result.raw.value)} (${result.raw.what}) · ratio ${share(result)}`;
  const measured = `${result.what}: ${round(result.value)} ${result.unit}${raw}${times}`;
  if (result.met === 'compared') return `${measured} · for comparison`;
  return `${measured} · must ${result.must}, aim ${result.aim}: ${result.met === 'no' ? 'NOT MET' : `${result.met} met`}`;
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;
export const round = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1));

/** Where a higher share of the raw limit is better. */
export function grade(value: number, must: number, aim: number): Result['met'] {
  return value >= aim ? 'aim' : value >= must ? 'must' : 'no';
}

/** Where less is better. */
export function gradeLow(value: number, must: number, aim: number): Result['met'] {
  return value <= aim ? 'aim' : value <= must ? 'must' : 'no';
}

/** Writes a run with the description of the machine to bench/results/. */
export function keep(results: readonly Result[], at: Date): string {
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), kernel: release(), node: process.version };
  mkdirSync('bench/results', { recursive: true });
  const file = `bench/results/${at.toISOString().slice(0, 16).replace(/[:T]/g, '-')}.json`;
  writeFileSync(file, `${JSON.stringify({ at: at.toISOString(), machine, results }, null, 2)}\n`);
  return file;
}
