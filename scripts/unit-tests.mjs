import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root, runNode } from './run-command.mjs';
import { workspacePackages } from './workspace.mjs';

/** Least share of lines, in percent, that the tests of a package must run through. */
const LINE_COVERAGE = 90;

const VITEST = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const RESULTS = join(root, 'node_modules', '.cache', 'vitest-results.json');
const COVERAGE = join(root, 'coverage', 'coverage-summary.json');

/** Runs every test with coverage and resolves to `{ passed, failed, skipped }`. */
export async function runUnitTests() {
  rmSync(RESULTS, { force: true });
  rmSync(COVERAGE, { force: true });
  const { code } = await runNode(
    VITEST,
    [
      'run',
      '--coverage.enabled',
      '--coverage.reportOnFailure',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${RESULTS}`,
    ],
    { env: process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' } },
  );
  if (!existsSync(RESULTS)) return { passed: 0, failed: 1, skipped: 0 };
  const results = JSON.parse(readFileSync(RESULTS, 'utf8'));
  const brokenFiles = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = results.numFailedTests + brokenFiles;
  return {
    passed: results.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/** The line coverage of each package as checks: `{ name, run }`. */
export function coverageChecks() {
  return workspacePackages().map(({ name, folder }) => ({
    name: `line coverage of ${name}`,
    run: () => Promise.resolve(coverageOf(folder)),
  }));
}

function coverageOf(folder) {
  if (!existsSync(COVERAGE)) return { code: 1, output: 'The test run wrote no coverage summary.\n' };
  const summary = JSON.parse(readFileSync(COVERAGE, 'utf8'));
  const files = Object.entries(summary)
    .filter(([file]) => file.startsWith(folder + sep))
    .map(([file, { lines }]) => ({ file: relative(root, file), ...lines }));
  const total = files.reduce((sum, file) => sum + file.total, 0);
  const covered = files.reduce((sum, file) => sum + file.covered, 0);
  const percent = total === 0 ? 100 : (covered / total) * 100;
  const figure = `${percent.toFixed(1)} % of ${total} lines`;
  if (percent >= LINE_COVERAGE) return { code: 0, output: '', note: figure };
  const worst = files
    .filter((file) => file.covered < file.total)
    .sort((a, b) => b.total - b.covered - (a.total - a.covered))
    .slice(0, 10)
    .map((file) => `  ${file.file}: ${file.total - file.covered} of ${file.total} lines not run`);
  return { code: 1, output: `${figure}, less than ${LINE_COVERAGE} %. Most is missing in\n${worst.join('\n')}\n` };
}
