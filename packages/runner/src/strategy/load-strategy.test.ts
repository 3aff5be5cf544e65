import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Algorithm, LockstepError } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { scratchFolder, writeFiles } from '../../test/scratch-folder.ts';
import { errorPlace } from './error-place.ts';
import { loadStrategy } from './load-strategy.ts';

const STRATEGY =
  "import { Algorithm } from '@lockstep/core';\nexport default class Mine extends Algorithm { initialize(): void {} }\n";

function project(files: Readonly<Record<string, string>>): string {
  return scratchFolder({ 'package.json': '{ "type": "module" }', ...files });
}

async function errorOf(source: string, files: Readonly<Record<string, string>> = {}): Promise<LockstepError> {
  const cwd = project({ 'strategy.ts': source, ...files });
  const error: unknown = await loadStrategy('strategy.ts', { cwd }).catch((thrown: unknown) => thrown);
  if (error instanceof LockstepError) return error;
  throw new Error(`Expected a LockstepError, got ${String(error)}`);
}

describe('loadStrategy', () => {
  it('loads a class that is an Algorithm of this process', async () => {
    const cwd = project({ 'strategy.ts': STRATEGY });
    const { strategy, file, inputs, hash } = await loadStrategy('strategy.ts', { cwd });
    expect(new strategy()).toBeInstanceOf(Algorithm);
    expect(strategy.name).toBe('Mine');
    expect(file).toBe(join(cwd, 'strategy.ts'));
    expect(inputs).toEqual([file]);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('bundles files of the project and imports packages from its node_modules', async () => {
    const cwd = project({
      'strategy.ts': `${STRATEGY}import { base } from './signals/base.ts';\nimport { factor } from 'a-package';\nimport settings from './settings.json' with { type: 'json' };\nexport const level: number = base * factor + settings.offset;\n`,
      'signals/base.ts':
        "import { readFileSync } from 'node:fs';\nexport const base: number = Number(readFileSync(new URL('base.txt', import.meta.url), 'utf8'));\n",
      'signals/base.txt': '20',
      'settings.json': '{ "offset": 2 }',
      'node_modules/a-package/package.json':
        '{ "name": "a-package", "version": "1.0.0", "type": "module", "exports": "./main.js" }',
      'node_modules/a-package/main.js': 'export const factor = 2;',
    });
    const { inputs, hash } = await loadStrategy('strategy.ts', { cwd });
    expect(inputs).toEqual(['settings.json', 'signals/base.ts', 'strategy.ts'].map((name) => join(cwd, name)));
    const bundle = readFileSync(join(cwd, '.lockstep', 'strategies', `strategy-${hash.slice(0, 16)}.mjs`), 'utf8');
    expect(bundle).not.toContain('export const factor');
    const module = (await import(join(cwd, '.lockstep', 'strategies', `strategy-${hash.slice(0, 16)}.mjs`))) as {
      level: number;
    };
    expect(module.level).toBe(42);
  });

  it('hashes the source: the same in every folder, another after a change of any file', async () => {
    const files = {
      'strategy.ts': `${STRATEGY}export { base } from './base.ts';\nexport const here = import.meta.url;\n`,
      'base.ts': 'export const base = 1;\n',
    };
    const [first, second] = [project(files), project(files)];
    const { hash } = await loadStrategy('strategy.ts', { cwd: first });
    expect((await loadStrategy('strategy.ts', { cwd: second })).hash).toBe(hash);
    writeFiles(first, { 'base.ts': 'export const base = 2;\n' });
    expect((await loadStrategy('strategy.ts', { cwd: first })).hash).not.toBe(hash);
  });

  it('gives a fresh module each time: nothing at module level is shared between runs', async () => {
    const cwd = project({ 'strategy.ts': STRATEGY });
    const first = await loadStrategy('strategy.ts', { cwd });
    const second = await loadStrategy('strategy.ts', { cwd });
    expect(second.strategy).not.toBe(first.strategy);
    expect(second.hash).toBe(first.hash);
  });

  it('keeps its files out of version control', async () => {
    const cwd = project({ 'strategy.ts': STRATEGY });
    await loadStrategy('strategy.ts', { cwd });
    expect(readFileSync(join(cwd, '.lockstep', '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('maps stacks to the source', async () => {
    const error = await errorOf(
      `${STRATEGY}\nconst settings: { depth?: { value: number } } = {};\nexport const depth = settings.depth!.value;\n`,
    );
    expect(error.code).toBe('STRATEGY_IMPORT');
    expect(error.message).toContain("Cannot read properties of undefined (reading 'value') (strategy.ts:5:38)");
  });

  it('finds the place of an error in the project, not in packages', () => {
    const error = new Error('x');
    error.stack =
      'Error: x\n    at f (/p/node_modules/a/b.js:1:2)\n    at async g (file:///p/src/a.ts:3:4)\n    at /p/b.ts:5:6';
    expect(errorPlace(error, '/p', '/p')).toBe('src/a.ts:3:4');
    expect(errorPlace('x', '/p', '/p')).toBeUndefined();
    expect(errorPlace(new Error('y'), '/elsewhere', '/')).toBeUndefined();
  });
});

describe('a strategy that cannot be loaded', () => {
  it('is missing: similar names are suggested', async () => {
    const cwd = project({ 'strategy.ts': STRATEGY, 'other.ts': '' });
    const load = (path: string): Promise<unknown> => loadStrategy(path, { cwd });
    await expect(load('stratgy.ts')).rejects.toMatchObject({
      code: 'STRATEGY_NOT_FOUND',
      message: expect.stringContaining('Did you mean strategy.ts?'),
    });
    await expect(load('.')).rejects.toThrow('is a folder');
    await expect(load('package.json')).rejects.toThrow('expected TypeScript or JavaScript');
    await expect(loadStrategy('x.ts', { cwd: scratchFolder() })).rejects.toThrow('lockstep init');
  });

  it('has a syntax error: file, line and column', async () => {
    const error = await errorOf(`${STRATEGY}export { broken } from './broken.ts';`, {
      'broken.ts': 'export const broken: number = ;',
    });
    expect(error.code).toBe('STRATEGY_SYNTAX');
    expect(error.message).toContain('broken.ts:1:31: Unexpected ";"');
  });

  it('imports a name that core lacks', async () => {
    const error = await errorOf(
      "import { Algoritm } from '@lockstep/core';\nexport default class A extends Algoritm {}",
    );
    expect(error).toMatchObject({ code: 'STRATEGY_SYNTAX' });
    expect(error.message).toContain('@lockstep/core has no "Algoritm". Did you mean Algorithm?');
  });

  it('imports what does not exist', async () => {
    const missing = await errorOf("import x from '@scope/nothing/deep';\nexport default x;");
    expect(missing).toMatchObject({
      code: 'STRATEGY_IMPORT',
      message: expect.stringContaining('npm install @scope/nothing`'),
    });
    const path = await errorOf("import x from './nothing.ts';\nexport default x;");
    expect(path).toMatchObject({ code: 'STRATEGY_IMPORT', message: expect.stringContaining('Correct the path') });
  });

  it('throws outside of its class', async () => {
    const error = await errorOf(`${STRATEGY}throw new RangeError('no luck');`);
    expect(error).toMatchObject({ code: 'STRATEGY_IMPORT', message: expect.stringContaining('RangeError: no luck') });
  });

  it('has no default export', async () => {
    const named = await errorOf(STRATEGY.replace('default ', ''));
    expect(named).toMatchObject({
      code: 'STRATEGY_NO_DEFAULT_EXPORT',
      message: expect.stringContaining('export default class Mine extends Algorithm'),
    });
    expect((await errorOf('const a = 1;\nvoid a;')).message).toContain('it exports nothing');
  });

  it.each([
    ['a class of its own', 'class Other {}\nexport default Other;', 'the class Other, which does not extend Algorithm'],
    ['a function', 'export default function run() {}', 'the function run'],
    ['an object', 'export default {};', 'an object'],
    ['null', 'export default null;', 'null'],
    ['a text', "export default 'x';", 'the string "x"'],
  ])('exports %s', async (_, source, message) => {
    const error = await errorOf(source);
    expect(error).toMatchObject({ code: 'STRATEGY_NOT_ALGORITHM', message: expect.stringContaining(message) });
  });

  it('meets another copy of core', async () => {
    const base = await errorOf("import { Base } from 'a-base';\nexport default class Mine extends Base {}", {
      'node_modules/a-base/package.json':
        '{ "name": "a-base", "version": "1.0.0", "type": "module", "exports": "./main.js" }',
      'node_modules/a-base/main.js': 'class Algorithm {}\nexport class Base extends Algorithm {}',
    });
    expect(base).toMatchObject({ code: 'STRATEGY_COPIES', message: expect.stringContaining('peer dependency') });
    const version = await errorOf(STRATEGY, { 'node_modules/@lockstep/core/package.json': '{ "version": "99.0.0" }' });
    expect(version).toMatchObject({ code: 'STRATEGY_COPIES', message: expect.stringContaining('99.0.0') });
  });

  it('cannot be written because a file is in the way', async () => {
    const error = await errorOf(STRATEGY, { '.lockstep/strategies': 'a file' });
    expect(error).toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
    expect(existsSync(join(String(error.details['file'])))).toBe(false);
  });
});
