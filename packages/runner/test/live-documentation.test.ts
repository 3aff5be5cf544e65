import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../src/commands/program.ts';
import { createStyle } from '../src/terminal/terminal.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'docs/live');
const pages = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));

function program(): Command {
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  return createProgram({
    terminal: { out: sink, err: sink, outIsScreen: false, errIsScreen: false, width: 100, style: createStyle(false) },
    cwd: ROOT,
    exit: () => undefined,
    isDebug: () => false,
    onInterrupt: () => () => undefined,
    onStopSignal: () => () => undefined,
  });
}

/** What is wrong with a command line as a page shows it; null when it can be typed. */
function fault(line: string): string | null {
  const words = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
  let command = program();
  let rest = words;
  for (;;) {
    const [first] = rest;
    const below = command.commands.find((each) => each.name() === first);
    if (below === undefined) break;
    command = below;
    rest = rest.slice(1);
  }
  if (command.parent === null) return `there is no command ${words[0]}`;
  const { operands, unknown } = command.parseOptions(rest);
  if (unknown.length > 0) return `${command.name()} has no option ${unknown[0]}`;
  const needed = command.registeredArguments.filter((argument) => argument.required).length;
  if (operands.length < needed || operands.length > command.registeredArguments.length)
    return `${command.name()} takes other arguments than ${operands.join(' ')}`;
  return null;
}

/** Commands in blocks of code and between backticks. */
function commandsOf(text: string): string[] {
  const typed = [...text.matchAll(/^(?:.*&& )?npx lockstep ([^&|>\n]*)/gm)].map(([, line = '']) => line.trim());
  const named = [...text.matchAll(/`(?:npx )?lockstep ([a-z][^`]*)`/g)].map(([, line = '']) => line.trim());
  // Behind two spaces stands what the command does.
  return [...typed, ...named.filter((line) => !/^(live|backtest|init)$/.test(line))].map(
    (line) => line.split(/ {2,}/)[0] as string,
  );
}

describe('the pages on live trading', () => {
  it.each(pages)('$name shows commands that can be typed', ({ text }) => {
    expect(commandsOf(text).flatMap((line) => (fault(line) === null ? [] : [`${line}: ${fault(line)}`]))).toEqual([]);
  });

  it('show every command that operates a deployment', () => {
    const shown = new Set(pages.flatMap(({ text }) => commandsOf(text).map((line) => line.split(' ')[0])));
    for (const name of ['live', 'status', 'pause', 'resume', 'flatten', 'kill', 'unkill', 'audit', 'doctor'])
      expect(shown).toContain(name);
    expect(fault('kil')).toBe('there is no command kil');
    expect(fault('kill --now')).toBe('kill has no option --now');
  });

  it('explain codes that the sources know', () => {
    const page = pages.find(({ name }) => name === 'troubleshooting.md')?.text ?? '';
    const codes = [...page.matchAll(/^\| (`[A-Z_`, ]+`) \|/gm)].flatMap(
      ([, cell = '']) => cell.match(/[A-Z_]{4,}/g) ?? [],
    );
    expect(codes.length).toBeGreaterThan(25);
    const sources = ['core', 'live', 'runner'].flatMap((name) => {
      const folder = join(ROOT, 'packages', name, 'src');
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .map((file) => readFileSync(join(folder, file), 'utf8'));
    });
    const text = sources.join('\n');
    expect(codes.filter((code) => !text.includes(`'${code}'`) && !text.includes(`${code}:`))).toEqual([]);
  });
});
