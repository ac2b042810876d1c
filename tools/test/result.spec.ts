import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { add, lastLine, tallyOf } from './result.ts';

const reportWith = (content: object | string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'report-')), 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

describe('the last line of npm test', () => {
  test('counts tests, and files that could not be loaded as failures', () => {
    const file = reportWith({ numPassedTests: 5, numFailedTests: 1, numRuntimeErrorTestSuites: 2 });
    expect(tallyOf(file, 1)).toEqual({ passed: 5, failed: 3 });
  });

  test('agrees with an exit code that no test explains', () => {
    const file = reportWith({ numPassedTests: 5, numFailedTests: 0, numRuntimeErrorTestSuites: 0 });
    expect(tallyOf(file, 1)).toEqual({ passed: 5, failed: 1 });
    expect(tallyOf(file, null)).toEqual({ passed: 5, failed: 1 });
    expect(tallyOf(file, 0)).toEqual({ passed: 5, failed: 0 });
  });

  test('counts a Jest that left no report as one failure', () => {
    expect(tallyOf('/nowhere/report.json', 0)).toEqual({ passed: 0, failed: 1 });
    expect(tallyOf(reportWith({}), 0)).toEqual({ passed: 0, failed: 1 });
  });

  test('is one plain line', () => {
    expect(lastLine(add({ passed: 5, failed: 0 }, { passed: 12, failed: 1 }))).toBe('17 passed, 1 failed');
  });
});
