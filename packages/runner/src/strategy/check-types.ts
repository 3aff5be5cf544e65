import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LockstepError } from '@lockstep/core';
import { findStrategyFile } from './find-strategy-file.ts';
import { installedPackage, projectFolderOf } from './project-folder.ts';

/** Compiler options for a project without a `tsconfig.json`. */
const DEFAULT_OPTIONS = ['--strict', '--target', 'ES2023', '--module', 'NodeNext', '--allowImportingTsExtensions'];

/**
 * Checks the types of a strategy's project with the TypeScript that is installed there, by its `tsconfig.json` if it
 * has one.
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
  const target = existsSync(join(project, 'tsconfig.json')) ? ['--project', project] : [...DEFAULT_OPTIONS, file];
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
