import { root, runNode } from './run-command.mjs';

let program;

/** Runs the `lockstep` command from its sources, which are bundled once; resolves to `{ code, output }`. */
export async function runLockstep(args, options = {}) {
  program ??= runNode('scripts/run-ts.mjs', ['--bundle', 'packages/runner/src/cli.ts'], { cwd: root, capture: true });
  const bundled = await program;
  if (bundled.code !== 0) return bundled;
  const env = { ...process.env, NO_COLOR: '1', ...options.env };
  return runNode(bundled.output.trim(), args, { cwd: root, capture: true, ...options, env });
}

/** Runs `lockstep`; ends this process with the output when it fails. */
export async function requireLockstep(args) {
  const { code, output } = await runLockstep(args);
  if (code === 0) return output;
  process.stderr.write(output);
  process.exit(1);
}
