/** What a contract suite says about a value. */
export interface Expectation {
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
}

type TestBody = () => void | Promise<void>;

/** What a contract suite needs of a test framework; vitest's and jest's `{ describe, test, expect }` fit. */
export interface TestFramework {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly test: {
    (name: string, body: TestBody): unknown;
    skip(name: string, body: TestBody): unknown;
  };
  readonly expect: (value: unknown) => Expectation;
}

/** Registers a test, or skips it and says in its name what the implementation lacks. */
export function testUnless(framework: TestFramework, lack: string | null, name: string, body: TestBody): void {
  if (lack === null) framework.test(name, body);
  else framework.test.skip(`${name} [not applicable: ${lack}]`, body);
}
