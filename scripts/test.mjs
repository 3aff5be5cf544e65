// `npm test`: everything that CI runs; `--static` (`npm run check`): only what needs no build and no test run.
// Every checker counts as one test. The last line is `N passed, N failed, N skipped`.
import { ensureInstalled } from './ensure-install.mjs';
import { packageChecks } from './package-checks.mjs';
import { staticChecks } from './static-checks.mjs';
import { coverageChecks, runUnitTests } from './unit-tests.mjs';

const sum = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

await ensureInstalled();
await runChecks('Static checks', staticChecks());
if (!process.argv.includes('--static')) {
  await runTests();
  await runChecks('Coverage', coverageChecks());
  await runChecks('Packages', packageChecks());
}
if (failures.length > 0) print(`\nFailed: ${failures.join(', ')}`);
print(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed === 0 ? 0 : 1;

async function runChecks(heading, checks) {
  print(`\n== ${heading}`);
  for (const check of checks) await runCheck(check);
}

async function runCheck({ name, fix, run }) {
  const start = performance.now();
  const { code, output, note } = await run().catch((error) => ({ code: 1, output: `${error?.stack ?? error}\n` }));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (code === 0) {
    sum.passed += 1;
    print(`  ok      ${name}${note === undefined ? '' : `: ${note}`} (${seconds} s)`);
    return;
  }
  sum.failed += 1;
  failures.push(name);
  print(`  FAILED  ${name} (${seconds} s)${fix === undefined ? '' : ` - to mend: ${fix}`}`);
  print(output.trimEnd().replaceAll(/^/gm, '    '));
}

async function runTests() {
  print('\n== Tests');
  const counts = await runUnitTests();
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  sum.skipped += counts.skipped;
  if (counts.failed > 0) failures.push(`${counts.failed} tests`);
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
