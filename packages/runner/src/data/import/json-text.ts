import { DataError } from '@lockstep/core';

/** A value of a JSON text that knows where it stands. */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

export interface JsonObject {
  readonly kind: 'object';
  readonly at: number;
  readonly members: ReadonlyMap<string, JsonNode>;
}

export interface JsonArray {
  readonly kind: 'array';
  readonly at: number;
  readonly items: readonly JsonNode[];
}

/** A string, or a number, `true`, `false` or `null` as it is written. */
export interface JsonScalar {
  readonly kind: 'text' | 'word';
  readonly at: number;
  readonly text: string;
}

const WORD = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const STRING = /"(?:[^"\\\n\r]|\\.)*"/y;
const SPACE = /[ \t\r\n]*/y;
const MAX_DEPTH = 64;

/**
 * Reads JSON and keeps each value's place and each number's digits, both of which `JSON.parse` loses. Several values that
 * follow each other (a page or a row on each line) are read one after the other.
 */
export class JsonText {
  readonly #text: string;
  readonly #file: string;
  readonly #lineStarts: number[] = [0];
  #at = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lineStarts.push(at + 1);
  }

  /** @throws DataError `DATA_FILE_CORRUPT` where the text is no JSON, with line and column */
  values(): JsonNode[] {
    const values: JsonNode[] = [];
    for (this.#skipSpace(); this.#at < this.#text.length; this.#skipSpace()) values.push(this.#value(0));
    return values;
  }

  /** Line and column, from 1, of a position. */
  placeOf(at: number): { readonly line: number; readonly column: number } {
    let [low, high] = [0, this.#lineStarts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#lineStarts[middle]! <= at) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: at - this.#lineStarts[low]! + 1 };
  }

  /** @throws DataError always */
  fail(at: number, message: string): never {
    throw new DataError('DATA_FILE_CORRUPT', message, { file: this.#file, ...this.placeOf(at) });
  }

  #value(depth: number): JsonNode {
    const at = this.#at;
    if (depth > MAX_DEPTH) this.fail(at, `The JSON is nested deeper than ${MAX_DEPTH} values`);
    const first = this.#text[at];
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#array(depth);
    if (first === '"') return { kind: 'text', at, text: this.#string() };
    return { kind: 'word', at, text: this.#match(WORD, 'a value') };
  }

  #object(depth: number): JsonObject {
    const at = this.#at++;
    const members = new Map<string, JsonNode>();
    for (let isFirst = true; !this.#ends('}', isFirst); isFirst = false) {
      const nameAt = this.#at;
      const name = this.#string();
      if (members.has(name)) this.fail(nameAt, `"${name}" stands twice in one object`);
      this.#expect(':');
      members.set(name, this.#value(depth + 1));
    }
    return { kind: 'object', at, members };
  }

  #array(depth: number): JsonArray {
    const at = this.#at++;
    const items: JsonNode[] = [];
    for (let isFirst = true; !this.#ends(']', isFirst); isFirst = false) items.push(this.#value(depth + 1));
    return { kind: 'array', at, items };
  }

  /** Passes the end of an object or array, or the comma before its next part. */
  #ends(bracket: '}' | ']', isFirst: boolean): boolean {
    this.#skipSpace();
    const next = this.#text[this.#at];
    if (next === bracket) {
      this.#at++;
      return true;
    }
    if (isFirst) return false;
    if (next !== ',') this.fail(this.#at, `Received ${this.#received()}, expected a comma or "${bracket}"`);
    this.#at++;
    this.#skipSpace();
    return false;
  }

  #expect(character: string): void {
    this.#skipSpace();
    if (this.#text[this.#at] !== character)
      this.fail(this.#at, `Received ${this.#received()}, expected "${character}"`);
    this.#at++;
    this.#skipSpace();
  }

  #string(): string {
    const at = this.#at;
    const quoted = this.#match(STRING, 'a string in double quotes');
    try {
      return JSON.parse(quoted) as string;
    } catch {
      return this.fail(at, `The string ${quoted.slice(0, 40)} holds what a string of JSON may not`);
    }
  }

  #match(pattern: RegExp, expected: string): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) this.fail(this.#at, `Received ${this.#received()}, expected ${expected}`);
    this.#at += found.length;
    return found;
  }

  #received(): string {
    return this.#at >= this.#text.length ? 'the end of the file' : `"${this.#text.slice(this.#at, this.#at + 12)}"`;
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at;
    this.#at += SPACE.exec(this.#text)?.[0].length ?? 0;
  }
}
