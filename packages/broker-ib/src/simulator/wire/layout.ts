import { Decimal } from '@lockstep/core';

/** The largest double: a price or an amount that is not set. */
export const UNSET_DOUBLE = '1.7976931348623157E308';
/** The largest 32-bit integer: a count that is not set. */
export const UNSET_INTEGER = '2147483647';

/** What a field is made of. Nothing is written as an empty text, a yes as `1`, a number without an exponent. */
export type WireValue = string | number | boolean | Decimal | null | undefined;

/** A field by its name, with what it holds when nobody says. */
export type LayoutField<N extends string> = N | readonly [name: N, unset: string];

/** A message on its way to a client. */
export interface WireMessage {
  /** Name of the client's event for it. */
  readonly name: string;
  readonly fields: readonly string[];
}

/** The fields of a message in their order, for writing and for reading. The first on the wire is the number of the message. */
export class Layout<const N extends string> {
  readonly name: string;
  readonly id: number;
  readonly #names: readonly N[];
  readonly #unset: readonly string[];
  readonly #number: string;
  /** Where fields are, the number of the message being the first. */
  readonly #places: ReadonlyMap<string, number>;

  constructor(name: string, id: number, fields: readonly LayoutField<N>[]) {
    this.name = name;
    this.id = id;
    this.#names = fields.map((field) => (typeof field === 'string' ? field : field[0]));
    this.#unset = fields.map((field) => (typeof field === 'string' ? '' : field[1]));
    this.#number = String(id);
    this.#places = new Map(this.#names.map((name, at) => [name, at + 1]));
  }

  /** @param rest fields that follow, of messages that end with a list */
  write(values: Partial<Readonly<Record<N, WireValue>>>, rest: readonly WireValue[] = []): WireMessage {
    const fields = [this.#number, ...this.#unset];
    // Of a hundred fields and more few are said.
    for (const name in values) {
      const at = this.#places.get(name);
      const value = values[name];
      if (at !== undefined && value !== undefined) fields[at] = wireText(value);
    }
    for (const value of rest) fields.push(wireText(value));
    return { name: this.name, fields };
  }

  /** Fields that are not there are empty. @param fields with the number of the message */
  read(fields: readonly string[]): Readonly<Record<N, string>> {
    const values: Partial<Record<N, string>> = {};
    for (const [at, name] of this.#names.entries()) values[name] = fields[at + 1] ?? '';
    return values as Record<N, string>;
  }
}

/** What a layout reads. */
export type ValuesOf<L> = L extends Layout<infer N> ? Readonly<Record<N, string>> : never;

/** A value as the wire writes it. */
export function wireText(value: WireValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return Decimal.fromNumber(value).toString();
  return String(value);
}

/** A number that a client wrote; null where it is not set. */
export function readDecimal(text: string): Decimal | null {
  if (text === '' || text.toUpperCase().startsWith('1.79769313486231')) return null;
  try {
    return Decimal.parse(text);
  } catch {
    return null;
  }
}

/** A count or an id that a client wrote; null where it is not set or no integer. */
export function readInteger(text: string): number | null {
  if (text === '' || text === UNSET_INTEGER) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

export function readFlag(text: string): boolean {
  return text === '1' || text === 'true';
}
