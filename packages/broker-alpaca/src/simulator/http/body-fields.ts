import { Decimal } from '@lockstep/core';
import { malformed, type Refusal } from './reply.ts';

/** Reads the fields of a JSON body; the first that is wrong is kept as a refusal. */
export class BodyFields {
  refusal: Refusal | null = null;
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(body: unknown) {
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    this.#fields = isObject ? (body as Record<string, unknown>) : {};
    if (!isObject) this.refusal = { status: 400, code: 40_010_000, message: 'request body format is invalid' };
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null;
  }

  /** A text; null when it is absent. Numbers are taken as they print. */
  text(name: string): string | null {
    const value = this.#fields[name];
    if (value === undefined || value === null || value === '') return null;
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    this.#refuse(`${name} must be a string`);
    return null;
  }

  /** An exact number from a text or a JSON number; null when it is absent. */
  decimal(name: string): Decimal | null {
    const text = this.text(name);
    if (text === null) return null;
    try {
      return Decimal.parse(text);
    } catch {
      this.#refuse(`${name} must be a number: ${text}`);
      return null;
    }
  }

  flag(name: string): boolean {
    const value = this.#fields[name];
    if (value === undefined || value === null) return false;
    if (typeof value !== 'boolean') this.#refuse(`${name} must be a boolean`);
    return value === true;
  }

  /** One of the allowed texts; null when it is absent. */
  choice<T extends string>(name: string, choices: readonly T[]): T | null {
    const text = this.text(name);
    if (text === null) return null;
    const found = choices.find((choice) => choice === text);
    if (found === undefined) this.#refuse(`invalid ${name}`);
    return found ?? null;
  }

  /** The fields of a nested object; null when it is absent. */
  nested(name: string): BodyFields | null {
    if (!this.has(name)) return null;
    const nested = new BodyFields(this.#fields[name]);
    if (nested.refusal !== null) this.#refuse(`${name} must be an object`);
    return nested;
  }

  #refuse(message: string): void {
    this.refusal ??= malformed(message);
  }
}
