import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

describe('a backtest', () => {
  it('never loads the native driver of the live store', { timeout: 60_000 }, () => {
    const script = join(ROOT, 'packages/runner/test/processes/backtest-shared-objects.ts');
    const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/run-ts.mjs'), script], {
      encoding: 'utf8',
    });
    expect(stdout, stderr).toMatch(/exit code 0\n/);
    expect(stdout, stderr).toMatch(/shared objects: \d+, sqlite3: 0\n/);
  });
});
