import { describe, expect, test } from 'vitest';
import { ibErrorOf, ibErrorText, isHarmless, knownIbErrors } from './ib-errors.ts';

describe('ibErrorOf', () => {
  test('knows each code once, with a meaning and what is done', () => {
    const codes = knownIbErrors().map(([code]) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const [code, { meaning, action }] of knownIbErrors())
      expect([code, meaning.endsWith('.'), action.endsWith('.')]).toEqual([code, true, true]);
  });

  test('orders outlive what is only said of them', () => {
    for (const code of [399, 404, 2_109, 2_161, 10_233, 10_349]) expect(ibErrorOf(code).class).toBe('orderNotice');
    expect(ibErrorOf(2_199).class).toBe('notice');
    expect(ibErrorOf(77_777).class).toBe('unknown');
  });

  test('a question goes on after a notice, and not after a refusal', () => {
    expect([10_167, 2_174, 200, 162, 354].map(isHarmless)).toEqual([true, true, false, false, false]);
  });

  test('says the code, the text, and what to do', () => {
    expect(ibErrorText(203, 'The security is not available or allowed for this account.')).toMatch(
      /^IB 203: The security.*trading permissions/,
    );
  });
});
