import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RETCODES, type RetcodeAction, retcodeRule } from '../src/wire/retcodes.ts';

const PAGE = new URL('../../../docs/brokers/mt5.md', import.meta.url);
const WORDS: Readonly<Record<RetcodeAction, string>> = {
  done: 'done',
  fresh: 'again',
  other: 'another filling mode',
  wait: 'later',
  ask: 'searched',
  no: 'refused',
  halt: 'refused, and *off*',
};

test('the page lists every return code, with what is done about it', () => {
  const rows = RETCODES.map(({ code, name, action, text }) => `| ${code} | ${name} | ${WORDS[action]}: ${text} |`);
  const table = ['| code | name | what is done |', '| --- | --- | --- |', ...rows].join('\n');
  expect(readFileSync(PAGE, 'utf8')).toContain(table);
});

test('of a code that is not known nothing is assumed', () => {
  expect(retcodeRule(10_099).action).toBe('ask');
  expect(new Set(RETCODES.map(({ code }) => code)).size).toBe(RETCODES.length);
});
