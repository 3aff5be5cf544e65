import { mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { checkTypes } from './check-types.ts';

const TYPESCRIPT = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));

function project(source: string, files: Readonly<Record<string, string>> = {}): string {
  const cwd = scratchFolder({ 'package.json': '{ "type": "module" }', 'strategy.ts': source, ...files });
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(TYPESCRIPT, join(cwd, 'node_modules', 'typescript'), 'junction');
  return cwd;
}

describe('checkTypes', { timeout: 60_000 }, () => {
  it('is silent about sound code', async () => {
    await expect(checkTypes('strategy.ts', { cwd: project('export const a: number = 1;\n') })).resolves.toBeUndefined();
  });

  it('names file, line and column of every error, by the tsconfig of the project', async () => {
    const source = "export const a: number = 'x';\nexport function f(b) { return b; }\n";
    const loose = '{ "compilerOptions": { "strict": false, "target": "ES2023" }, "include": ["*.ts"] }';
    await expect(checkTypes('strategy.ts', { cwd: project(source) })).rejects.toMatchObject({
      code: 'STRATEGY_TYPES',
      message: expect.stringMatching(/strategy\.ts:1:14: TS2322[\s\S]*strategy\.ts:2:19: TS7006/),
    });
    await expect(checkTypes('strategy.ts', { cwd: project(source, { 'tsconfig.json': loose }) })).rejects.toMatchObject(
      {
        details: { errors: [expect.stringContaining('strategy.ts:1:14')] },
      },
    );
  });

  it('looks at the strategy and what it imports, with the declarations of the project', async () => {
    const files = {
      'tsconfig.json': '{ "compilerOptions": { "strict": true, "composite": true, "module": "NodeNext" } }',
      'other.ts': "export const wrong: number = 'x';\n",
      'helper.ts': 'export const right: number = answer;\n',
      'globals.d.ts': 'declare const answer: number;\n',
    };
    const sound = "import { right } from './helper.js';\nexport const a: number = right;\n";
    await expect(checkTypes('strategy.ts', { cwd: project(sound, files) })).resolves.toBeUndefined();
    const cwd = project("import './other.js';\n", files);
    await expect(checkTypes('strategy.ts', { cwd })).rejects.toMatchObject({
      details: { errors: [expect.stringContaining('other.ts:1:14')] },
    });
  });

  it('says what to do without TypeScript', async () => {
    const cwd = scratchFolder({ 'package.json': '{}', 'strategy.ts': '' });
    await expect(checkTypes('strategy.ts', { cwd })).rejects.toMatchObject({ code: 'TYPESCRIPT_MISSING' });
  });
});
