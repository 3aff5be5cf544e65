import { root, runNode } from './run-command.mjs';

/** Runs the `lockstep` command from its sources; resolves to `{ code, output }`. */
export function runLockstep(args, options = {}) {
  const env = { ...process.env, NO_COLOR: '1', ...options.env };
  return runNode('scripts/run-ts.mjs', ['packages/runner/src/cli.ts', ...args], {
    cwd: root,
    capture: true,
    ...options,
    env,
  });
}

/** Runs `lockstep`; ends this process with the output when it fails. */
export async function requireLockstep(args) {
  const { code, output } = await runLockstep(args);
  if (code === 0) return output;
  process.stderr.write(output);
  process.exit(1);
}
