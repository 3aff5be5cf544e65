import { expect, test } from 'vitest';
import { withConstants } from '../scripts/constant-bindings.mjs';

test('constants and classes of a bundle are declared as constants', () => {
  expect(withConstants('var LIMIT = 3;\nvar Order = class {\n};\n')).toBe(
    'const LIMIT = 3;\nconst Order = class {\n};\n',
  );
});

test('behavior: what is assigned again, declared without a value or not at the beginning of a line stays a variable', () => {
  const code = [
    'var Count = 0;',
    'Count += 1;',
    'var Step = 0;',
    'Step++;',
    'var Last;',
    'var first = 1;',
    '  var Inner = 2;',
    'var Made = 1;',
    'if (Made === 1) Made = 2;',
  ].join('\n');
  expect(withConstants(code)).toBe(code);
});

test('behavior: comparing, calling and fields of the same name are no assignments', () => {
  expect(withConstants('var LIMIT = 3;\nif (LIMIT == 3 || x <= LIMIT) this.LIMIT = LIMIT;\n')).toMatch(/^const LIMIT/);
});
