import { describe, expect, test } from 'vitest';
import { Algorithm } from '../algorithm/algorithm.ts';
import { checkHandlers } from './check-handlers.ts';

class Right extends Algorithm {
  override initialize(): void {}
  override onData(): void {}
  online(): void {}
}

describe('names of handlers', () => {
  test('right ones and methods of one’s own pass, in subclasses as well', () => {
    class Derived extends Right {
      override onOrderEvent(): void {}
    }
    expect(() => checkHandlers(new Right())).not.toThrow();
    expect(() => checkHandlers(new Derived())).not.toThrow();
  });

  test.each([
    ['OnData', 'onData'],
    ['on_data', 'onData'],
    ['OnOrderEvent', 'onOrderEvent'],
    ['onEndofDay', 'onEndOfDay'],
  ])('%s is refused: it is %s', (written, handler) => {
    class Wrong extends Right {}
    Object.defineProperty(Wrong.prototype, written, { value: () => {} });
    expect(() => checkHandlers(new Wrong())).toThrow(
      `Wrong has a method ${written}, which nothing calls; the handler's name is ${handler}. Rename it.`,
    );
  });

  test('Initialize is refused, and so is none at all', () => {
    const withMethods = (methods: Readonly<Record<string, () => void>>): Algorithm => {
      abstract class Written extends Algorithm {}
      Object.assign(Written.prototype, methods);
      return Reflect.construct(Written, []) as Algorithm;
    };
    expect(() => checkHandlers(withMethods({ Initialize: () => {} }))).toThrow(/the handler's name is initialize/);
    expect(() => checkHandlers(withMethods({}))).toThrow(/has no method initialize/);
  });
});
