import { LockstepError } from '../../errors/lockstep-error.ts';
import { Line } from '../line.ts';

/** The numbers of an output by name, as indicators of their own. */
export class TechnicalLines {
  readonly #owner: { readonly name: string; readonly isReady: boolean; readonly warmUpPeriod: number };
  readonly #lines: Map<string, Line>;

  constructor(owner: { readonly name: string; readonly isReady: boolean; readonly warmUpPeriod: number }) {
    this.#owner = owner;
    this.#lines = new Map();
  }

  /** The line of a name; it follows from now on. */
  get(name: string): Line {
    const known = this.#lines.get(name);
    if (known !== undefined) return known;
    const line = new Line(`${this.#owner.name}_${name}`, this.#owner);
    this.#lines.set(name, line);
    return line;
  }

  /**
   * Hands an output to the lines, and returns the indicator's own value: the output, or of several numbers one.
   * @param main name of that one; the first unless given
   * @throws LockstepError `INDICATOR_INVALID` when a line or the main number is not in the output
   */
  push(endTimeMs: number, output: unknown, main: string | undefined): number {
    if (typeof output !== 'object' || output === null) return Number(output);
    const numbers = output as Readonly<Record<string, unknown>>;
    for (const [name, line] of this.#lines) {
      const value = this.#numberOf(numbers, name);
      if (!Number.isNaN(value)) line.push(endTimeMs, value);
    }
    return this.#numberOf(numbers, main ?? (Object.keys(numbers)[0] as string));
  }

  reset(): void {
    for (const line of this.#lines.values()) line.reset();
  }

  #numberOf(numbers: Readonly<Record<string, unknown>>, name: string): number {
    if (name in numbers) return numbers[name] === undefined ? Number.NaN : Number(numbers[name]);
    throw new LockstepError(
      'INDICATOR_INVALID',
      `${this.#owner.name} has no line ${name}; it has ${Object.keys(numbers).join(', ')}.`,
    );
  }
}
