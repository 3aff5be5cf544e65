import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typeErrors } from './check-code-blocks.ts';
import {
  brokenLinks,
  type CodeBlock,
  codeBlocks,
  documentationPages,
  missingSources,
  sourceFiles,
} from './documentation-pages.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'node_modules', '.cache', `docs-${process.pid}`);
const pages = documentationPages(root).filter((page) => existsSync(join(root, page)));
const blocks = pages.flatMap((page) => codeBlocks(root, page));
const runnable = blocks.filter(({ kind }) => kind === 'run');

describe('documentation', () => {
  test('has code to check', () => {
    expect(blocks.length).toBeGreaterThan(15);
    expect(runnable.length).toBeGreaterThan(2);
  });

  test('code has no type errors', { timeout: 60_000 }, () => {
    expect(typeErrors(root, folder, blocks)).toEqual([]);
  });

  test('behavior: a type error is reported with its page and line', { timeout: 60_000 }, () => {
    const block: CodeBlock = {
      page: 'page.md',
      line: 10,
      kind: 'members',
      code: '\noverride onData() { this.log(this.tiem); }',
    };
    expect(typeErrors(root, folder, [block])).toEqual([
      "page.md:12: Property 'tiem' does not exist on type 'Snippet'.",
    ]);
  });

  test('links to files that exist', () => {
    expect(pages.flatMap((page) => brokenLinks(root, page, existsSync))).toEqual([]);
  });

  test('ARCHITECTURE.md and AGENTS.md name source files that exist', () => {
    const files = sourceFiles(root);
    expect(['ARCHITECTURE.md', 'AGENTS.md'].flatMap((page) => missingSources(root, page, files))).toEqual([]);
  });
});

describe('code that is marked to run', () => {
  beforeAll(() => mkdirSync(folder, { recursive: true }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(runnable.map((block, index) => ({ block, index, place: `${block.page}:${block.line}` })))(
    '$place',
    { timeout: 60_000 },
    ({ block, index }) => {
      const { status, stdout, stderr } = run(block, index);
      expect(`${stdout}${stderr}`).not.toMatch(/RuntimeError/);
      expect(status, stderr).toBe(0);
    },
  );
});

/** Runs a block: a strategy by a backtest on the shipped data, anything else by itself. */
function run({ code }: CodeBlock, index: number): { status: number | null; stdout: string; stderr: string } {
  const snippet = join(folder, `run-${index}.ts`);
  writeFileSync(snippet, code);
  const entry = /^export default class/m.test(code) ? entryOf(snippet, index) : snippet;
  return spawnSync(process.execPath, [join(root, 'scripts', 'run-ts.mjs'), entry], { cwd: root, encoding: 'utf8' });
}

function entryOf(snippet: string, index: number): string {
  const entry = join(folder, `entry-${index}.ts`);
  const lines = [
    "import { backtest } from '@lockstep/backtester';",
    `import Strategy from ${JSON.stringify(snippet)};`,
    "const { result } = await backtest(Strategy, { data: 'examples/data', cacheFolder: false });",
    "if (result.status !== 'Completed') throw new Error(`${result.status}: ${result.error?.message}`);",
    "if (result.orders.length === 0) throw new Error('The strategy of a page places no order.');",
  ];
  writeFileSync(entry, lines.join('\n'));
  return entry;
}
