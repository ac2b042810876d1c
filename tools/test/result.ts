import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export type Tally = { passed: number; failed: number };

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  /** Files that could not even be loaded; their tests are counted nowhere else. */
  numRuntimeErrorTestSuites: z.number(),
});

/**
 * What the report of tally.reporter.cjs and Jest's exit code come to. Whatever makes Jest fail counts as a failure, also when no test did, so that the
 * last line and the exit code cannot disagree.
 */
export function tallyOf(reportFile: string, exitCode: number | null): Tally {
  const read = existsSync(reportFile) ? report.safeParse(JSON.parse(readFileSync(reportFile, 'utf8'))) : undefined;
  if (!read?.success) return { passed: 0, failed: 1 };
  const failed = read.data.numFailedTests + read.data.numRuntimeErrorTestSuites;
  return { passed: read.data.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

export const add = (a: Tally, b: Tally): Tally => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });

export const lastLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`;
