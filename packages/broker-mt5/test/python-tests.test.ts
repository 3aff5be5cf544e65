import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { pythonFolder } from '../src/bridge/bridge-process.ts';
import { hasPython, python } from './python.ts';

test.skipIf(!hasPython)('the bridge passes its own tests (needs Python 3.9 or later)', () => {
  const ran = spawnSync(python(), ['-B', '-m', 'unittest', 'discover', '-s', 'tests'], {
    cwd: pythonFolder(),
    encoding: 'utf8',
  });
  expect(ran.stderr).toMatch(/Ran \d+ tests/);
  expect(`${ran.status} ${ran.stderr}`).toMatch(/^0 /);
});
