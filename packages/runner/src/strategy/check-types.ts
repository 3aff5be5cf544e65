import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LockstepError } from '@lockstep/core';
import { findStrategyFile } from './find-strategy-file.ts';
import { ownFolderOf } from './own-folder.ts';
import { installedPackage, projectFolderOf } from './project-folder.ts';

/** Compiler options for a project without a `tsconfig.json`. */
const DEFAULT_OPTIONS = ['--strict', '--target', 'ES2023', '--module', 'NodeNext', '--allowImportingTsExtensions'];

/**
 * Checks the types of a strategy and of what it imports with the TypeScript of its project, by the project's
 * `tsconfig.json` if it has one. Other files of the project are not looked at, except declarations (`.d.ts`).
 *
 * @throws LockstepError `STRATEGY_TYPES` with every error as file:line:column, `TYPESCRIPT_MISSING` when the project
 *   has no TypeScript, `STRATEGY_NOT_FOUND`
 */
export async function checkTypes(path: string, options: { readonly cwd?: string } = {}): Promise<void> {
  const cwd = options.cwd ?? process.cwd();
  const file = findStrategyFile(path, cwd);
  const project = projectFolderOf(file);
  const compiler = installedPackage('typescript', project);
  if (compiler === undefined) {
    throw new LockstepError(
      'TYPESCRIPT_MISSING',
      `Types cannot be checked: TypeScript is not installed in ${relative(cwd, project) || 'this folder'}. ` +
        'Run `npm install --save-dev typescript` there, or leave out --check.',
      { details: { project } },
    );
  }
  const config = join(project, 'tsconfig.json');
  const target = existsSync(config) ? ['--project', ownConfig(config, project, file)] : [...DEFAULT_OPTIONS, file];
  const { code, output } = await run([compilerScript(compiler), '--noEmit', '--pretty', 'false', ...target], cwd);
  if (code === 0) return;
  const errors = output
    .trim()
    .split('\n')
    .map((line) => `  ${line.replace(/^(.+?)\((\d+),(\d+)\): error /, '$1:$2:$3: ')}`);
  throw new LockstepError('STRATEGY_TYPES', `TypeScript finds errors in the strategy:\n${errors.join('\n')}`, {
    details: { file, errors: errors.map((error) => error.trim()) },
  });
}

/** A configuration with the project's options whose only source is the strategy. */
function ownConfig(config: string, project: string, file: string): string {
  const folder = ownFolderOf(project);
  const path = join(folder, 'tsconfig.check.json');
  const content = {
    extends: config,
    // A project that others refer to must list all its files.
    compilerOptions: { noEmit: true, composite: false, incremental: false },
    files: [file],
    include: [join(project, '**', '*.d.ts')],
    exclude: [join(project, '**', 'node_modules'), folder],
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, JSON.stringify(content, null, 2));
  return path;
}

function compilerScript(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { bin: Record<string, string> };
  return join(folder, manifest.bin['tsc'] ?? 'bin/tsc');
}

function run(args: readonly string[], cwd: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: string): void => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
