import type { JsonFields } from '@lockstep/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonBytes } from './json-bytes.ts';
import { RowText } from './row-text.ts';

interface Row {
  readonly id: number;
  readonly text: string;
  readonly maybe: string | null;
  readonly yes: boolean;
  readonly list: readonly string[];
}

const FIELDS: JsonFields<Row, Row> = {
  id: (row) => row.id,
  text: (row) => row.text,
  maybe: (row) => row.maybe,
  yes: (row) => row.yes,
  list: (row) => row.list,
};

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('Market', 'Limit'));
const anyRow: fc.Arbitrary<Row> = fc.record({
  id: fc.oneof(fc.integer(), fc.constantFrom(1.5, -7e300)),
  text: anyText,
  maybe: fc.option(anyText),
  yes: fc.boolean(),
  list: fc.array(anyText, { maxLength: 3 }),
});

const textOf = (rows: RowText<unknown>) => Buffer.concat(rows.blocks).toString();

describe('RowText', () => {
  test('property: the text is that of JSON.stringify, and every row comes back', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), (rows) => {
        const text = RowText.of(rows, FIELDS);
        expect(textOf(text)).toBe(rows.map((row) => JSON.stringify(row)).join(',\n    '));
        expect(text.rows()).toEqual(rows);
      }),
    );
  });

  test('behavior: rows beyond a block, and rows longer than one, are found', () => {
    const rows = Array.from({ length: 40 }, (_, id) => ({
      id,
      text: 'é'.repeat(id % 7 === 0 ? 1_500_000 : 100_000),
      maybe: null,
      yes: true,
      list: [],
    }));
    const text = RowText.of(rows, FIELDS);
    expect(text.blocks.length).toBeGreaterThan(5);
    for (const row of rows) expect(text.at(row.id)).toEqual(row);
    expect(JSON.parse(`[${textOf(text)}]`)).toEqual(rows);
  });

  test('behavior: an empty list has no text', () => {
    const none = RowText.of([], FIELDS);
    expect([none.length, none.blocks, none.rows()]).toEqual([0, [], []]);
  });
});

describe('JsonBytes', () => {
  test.each(['plain', 'a "quote"', 'back\\slash', 'line\nbreak', 'ünïcode ☃ 𝄞', '\ud800 alone', '\u007f', ''])(
    'writes the text %j',
    (text) => {
      const bytes = new JsonBytes(1);
      bytes.value(text);
      expect(bytes.written.toString()).toBe(JSON.stringify(text));
    },
  );

  test('writes numbers as JSON does', () => {
    for (const number of [0, -0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, Number.NaN, Number.POSITIVE_INFINITY]) {
      const bytes = new JsonBytes(1);
      bytes.value(number);
      expect(bytes.written.toString()).toBe(JSON.stringify(number));
    }
  });
});
