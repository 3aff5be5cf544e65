import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { CodeBlock } from './documentation-pages.ts';

const CORE = 'packages/core/src/index.ts';
/** What blocks import as their reader's own strategy. */
const STRATEGY =
  "import { Algorithm } from '@lockstep/core'; export default class Strategy extends Algorithm { override initialize() {} }";

/** A block as a module of its own, and how many lines were put in front of its code. */
interface Snippet {
  readonly file: string;
  readonly text: string;
  readonly block: CodeBlock;
  readonly addedLines: number;
}

/**
 * Checks the types of all blocks in one compilation, against the sources of the packages.
 *
 * @param folder where the snippets would lie; nothing is written
 * @returns errors as `page:line: message`
 */
export function typeErrors(root: string, folder: string, blocks: readonly CodeBlock[]): string[] {
  const exported = exportedNames(join(root, CORE));
  const snippets = blocks.map((block, index) => toSnippet(block, join(folder, `snippet-${index}.ts`), exported));
  const texts = new Map(snippets.map(({ file, text }) => [file, text]));
  texts.set(join(folder, 'strategy.ts'), STRATEGY);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    customConditions: ['source'],
    paths: { lockstep: [join(root, 'packages/runner/src/index.ts')] },
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noImplicitOverride: true,
    allowImportingTsExtensions: true,
    useDefineForClassFields: false,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const program = ts.createProgram([...texts.keys()], options, virtualHost(options, folder, texts));
  return snippets.flatMap((snippet) => errorsOf(program, snippet));
}

/** Sees the texts as files of a folder. */
function virtualHost(options: ts.CompilerOptions, folder: string, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  const disk = { ...host };
  host.getSourceFile = (name, version, ...rest): ts.SourceFile | undefined => {
    const text = texts.get(name);
    if (text === undefined) return disk.getSourceFile(name, version, ...rest);
    return ts.createSourceFile(name, text, version, true);
  };
  host.fileExists = (name): boolean => texts.has(name) || disk.fileExists(name);
  host.directoryExists = (name): boolean => name === folder || (disk.directoryExists?.(name) ?? true);
  host.readFile = (name): string | undefined => texts.get(name) ?? disk.readFile(name);
  return host;
}

function errorsOf(program: ts.Program, { file, block, addedLines }: Snippet): string[] {
  const source = program.getSourceFile(file);
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return found.map(({ start, messageText }) => {
    const line = source === undefined || start === undefined ? 0 : source.getLineAndCharacterOfPosition(start).line;
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    return `${block.page}:${block.line + 1 + line - addedLines}: ${text}`;
  });
}

function toSnippet(block: CodeBlock, file: string, exported: readonly string[]): Snippet {
  const { kind, code } = block;
  if (kind === 'module' || kind === 'run') return { file, text: code, block, addedLines: 0 };
  const used = exported.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  const names = ['Algorithm', 'Resolution', 'SecuritySymbol', 'Slice', ...used];
  const imports = `import { ${[...new Set(names)].join(', ')} } from '@lockstep/core';`;
  const before =
    kind === 'members'
      ? [imports, 'export abstract class Snippet extends Algorithm {']
      : [
          imports,
          'export class Snippet extends Algorithm { override async initialize() {',
          "const spy = this.addEquity('SPY', Resolution.Minute).symbol; const slice = this.currentSlice!;",
        ];
  const after = kind === 'members' ? '}' : '} }';
  return { file, text: [...before, code, after].join('\n'), block, addedLines: before.length };
}

/** Names that a module exports, read from its syntax; those of the modules that it exports whole too. */
function exportedNames(file: string): string[] {
  const source = ts.createSourceFile(file, ts.sys.readFile(file) ?? '', ts.ScriptTarget.ES2023);
  return source.statements.filter(ts.isExportDeclaration).flatMap(({ exportClause, moduleSpecifier }) => {
    if (exportClause !== undefined) {
      return ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => name.text) : [];
    }
    return exportedNames(join(dirname(file), (moduleSpecifier as ts.StringLiteral).text));
  });
}
