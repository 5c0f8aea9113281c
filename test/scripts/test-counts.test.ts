import { expect, test } from 'vitest';
import { script } from './script.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}
interface TestCounts {
  addCounts: (all: Counts[]) => Counts;
  countTests: (report: Report | undefined, exitCode: number) => Counts;
  summaryLine: (counts: Counts) => string;
}
const { addCounts, countTests, summaryLine } = await script<TestCounts>('test-counts');

const passing: Report = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
};

test('a clean run counts what passed and what was left out', () => {
  expect(countTests(passing, 0)).toEqual({ passed: 3, failed: 0, skipped: 2 });
});

test('failed tests are counted once, not once more for their file', () => {
  const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }];
  expect(countTests({ ...passing, numFailedTests: 1, testResults }, 1).failed).toBe(1);
});

test('a file that does not load, or whose preparation fails, is one failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'skipped' }] },
  ];
  expect(countTests({ ...passing, testResults }, 1).failed).toBe(2);
});

test('an error outside of all tests is one failure', () => {
  expect(countTests(passing, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

test('a runner that leaves no report is one failure, whatever its exit code', () => {
  expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('the last line is the sum, with the skipped tests only if there are any', () => {
  const one = { passed: 1, failed: 0, skipped: 0 };
  expect(summaryLine(addCounts([one, countTests(passing, 0)]))).toBe('4 passed, 0 failed, 2 skipped');
  expect(summaryLine(addCounts([one, { passed: 2, failed: 3, skipped: 0 }]))).toBe('3 passed, 3 failed');
});
