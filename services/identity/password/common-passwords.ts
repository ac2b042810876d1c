import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** Guesses (log 10) that a new password must withstand: beyond what a throttled attacker tries, and every leaked favourite falls short. */
const LEAST_GUESSES_LOG10 = 8;
/** The estimate's cost grows with the square of the length; a password that is strong up to here is strong. */
const LOOKED_AT = 72;

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Loaded when the first password is set: the word lists take about 20 MB, which sign-in never needs. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, { dictionary, adjacencyGraphs }] = await Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]);
  return new Factory({ dictionary, graphs: adjacencyGraphs, maxLength: LOOKED_AT });
}

/**
 * Whether a password is one of the 49,000 most leaked ones, or is built so that it would be guessed soon after them: with digits
 * appended, letters swapped, repeated, along the keyboard, a date. Works offline.
 */
export async function isCommon(password: string): Promise<boolean> {
  estimator ??= load();
  const { check } = await estimator.then((factory) => ({ check: (text: string) => factory.check(text) }));
  return check(password.slice(0, LOOKED_AT)).guessesLog10 < LEAST_GUESSES_LOG10;
}
