import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Numbered } from './numbered.ts';

test('equal values share a number, different ones do not, and each number gives its value back', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('', 'USD', 'EUR', 'BTC', 'QCC')), (values) => {
      const numbered = new Numbered<string>();
      const numbers = values.map((value) => numbered.numberOf(value));
      expect(numbers.map((number) => numbered.get(number))).toEqual(values);
      expect(new Set(numbers).size).toBe(new Set(values).size);
    }),
  );
});
