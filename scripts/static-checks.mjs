import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode } from './run-command.mjs';

const SOURCE_FOLDERS = ['packages', 'examples', 'conformance', 'gauntlet', 'bench', 'docs', 'scripts'];

/**
 * Files that are generated and committed: each script takes `--check`, which fails when the committed file differs.
 */
export const GENERATED_FILES = [
  { name: 'error list', script: 'scripts/generate-error-docs.mjs' },
  { name: 'report script', script: 'scripts/build-report-client.mjs' },
  { name: 'command-line help', script: 'scripts/generate-cli-help.mjs' },
  { name: 'example data', script: 'scripts/generate-example-data.mjs' },
];

/** The checks that need no build: `{ name, fix?, run() → { code, output } }`, quick ones first. */
export function staticChecks() {
  const folders = SOURCE_FOLDERS.filter((name) => existsSync(join(root, name)));
  return [
    tool('format', '@biomejs/biome', 'biome', ['check', '--reporter=summary', '--colors=off', '.'], 'npm run fix'),
    tool('lint', 'oxlint', 'oxlint', ['--type-aware', '--deny-warnings', '--format=unix', ...folders]),
    tool('types', 'typescript', 'tsc', ['-b', '--pretty', 'false']),
    tool('types of tests and examples', 'typescript', 'tsc', ['-p', 'tsconfig.test.json', '--pretty', 'false']),
    tool('import rules', 'dependency-cruiser', 'depcruise', ['--config', '.dependency-cruiser.mjs', ...folders]),
    tool('dead code', 'knip', 'knip', ['--no-config-hints', '--no-progress']),
    script('house rules', 'scripts/check-house-rules.mjs', []),
    ...GENERATED_FILES.map((file) => script(file.name, file.script, ['--check'], `node ${file.script}`)),
  ];
}

/** A check by the executable of an installed package, started with this Node and without a shell. */
export function tool(name, packageName, executable, args, fix) {
  return { name, fix, run: () => runTool(packageName, executable, args) };
}

/** Runs the executable of a package among the root's dependencies and captures its output. */
export function runTool(packageName, executable, args) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : bin[executable];
  return runNode(join(folder, file), args, { capture: true, env: { ...process.env, NO_COLOR: '1' } });
}

function script(name, path, args, fix) {
  return { name, fix, run: () => runNode(path, args, { capture: true }) };
}
