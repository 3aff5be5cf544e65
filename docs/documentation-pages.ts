import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * How a block of TypeScript is read, from the words after its language:
 * - `ts`: a module.
 * - `ts run`: a module that is run too: a strategy as its default export is backtested on the shipped data, anything
 *   else is executed.
 * - `ts members`: members of a class that extends Algorithm.
 * - `ts fragment`: statements in the `initialize` of such a class, where `spy` is a symbol and `slice` a slice.
 */
export type BlockKind = 'module' | 'run' | 'members' | 'fragment';

/** A block of TypeScript in a page. */
export interface CodeBlock {
  /** Page, relative to the root. */
  readonly page: string;
  /** Line of the fence, from 1. */
  readonly line: number;
  readonly kind: BlockKind;
  readonly code: string;
}

const KINDS: Readonly<Record<string, BlockKind>> = {
  '': 'module',
  run: 'run',
  members: 'members',
  fragment: 'fragment',
};

/** Markdown files whose code is checked: the documentation, the pages of the root and those of the packages. */
export function documentationPages(root: string): string[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name));
  const packages = readdirSync(join(root, 'packages')).map((name) => join('packages', name, 'README.md'));
  const pages = [...docs, ...packages, 'README.md', 'ARCHITECTURE.md', 'AGENTS.md', 'CONTRIBUTING.md'];
  return pages.filter((page) => page.endsWith('.md')).map((page) => page.split(sep).join('/'));
}

/** The blocks of TypeScript of a page, in order. @throws Error for a block with an unknown word after `ts` */
export function codeBlocks(root: string, page: string): CodeBlock[] {
  const lines = readFileSync(join(root, page), 'utf8').split(/\r?\n/);
  const blocks: CodeBlock[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const fence = /^```(\S+)?\s*(.*)$/.exec(lines[index] ?? '');
    if (fence === null) continue;
    const end = lines.indexOf('```', index + 1);
    if (end < 0) throw new Error(`${page}:${index + 1}: this block of code never ends`);
    const [, language = '', word = ''] = fence;
    if (language === 'ts' || language === 'typescript') {
      const kind = KINDS[word.trim()];
      if (kind === undefined)
        throw new Error(`${page}:${index + 1}: "ts ${word}"; expected ts, ts run, ts members or ts fragment`);
      blocks.push({ page, line: index + 1, kind, code: lines.slice(index + 1, end).join('\n') });
    }
    index = end;
  }
  return blocks;
}

/** Links of a page to files of this repository that do not exist. */
export function brokenLinks(root: string, page: string, exists: (path: string) => boolean): string[] {
  const text = readFileSync(join(root, page), 'utf8').replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const targets = [...text.matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !exists(join(root, page, '..', target)))
    .map((target) => `${page} → ${relative(root, join(root, page, '..', target))}`);
}

/** Source files that a page names in code and that no file of the packages, scripts or examples ends with. */
export function missingSources(root: string, page: string, files: readonly string[]): string[] {
  const named = [...readFileSync(join(root, page), 'utf8').matchAll(/`([\w./-]+\.(?:ts|mjs))`/g)].map(
    ([, name = '']) => name,
  );
  return named.filter((name) => {
    const path = name.replace(/^core\//, 'packages/core/src/').replace(/^backtester\//, 'packages/backtester/src/');
    return !files.some((file) => file === path || file.endsWith(`/${path}`));
  });
}

/** Source files of the project, relative to the root. */
export function sourceFiles(root: string): string[] {
  const folders = ['packages', 'scripts', 'examples', 'conformance', 'gauntlet', 'bench', 'docs'];
  const files = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => filesBelow(join(root, folder)).map((file) => relative(root, file).split(sep).join('/')));
  return [...files, ...readdirSync(root)];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
