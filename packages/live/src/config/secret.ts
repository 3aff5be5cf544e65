import { inspect } from 'node:util';

const MASK = '***';

/**
 * A text that never shows itself: printing, logging, inspecting or serialising it gives `***`. Only `reveal` gives the
 * text, to the code that puts it onto a wire.
 */
export class Secret {
  /** Name of the environment variable that it came from. */
  readonly name: string;
  readonly #text: string;

  constructor(name: string, text: string) {
    this.name = name;
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  [inspect.custom](): string {
    return `Secret(${this.name})`;
  }
}
