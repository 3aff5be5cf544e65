import { LockstepError } from '../errors/lockstep-error.ts';

/** Value of a strategy parameter. */
export type ParameterValue = number | string | boolean;

/** A declared strategy parameter. The type is that of the default. */
export interface ParameterDefinition<T extends ParameterValue = ParameterValue> {
  readonly default: T;
  readonly description?: string;
  /** Smallest number allowed. */
  readonly min?: number;
  /** Largest number allowed. */
  readonly max?: number;
  /** Step between the values an optimisation tries. */
  readonly step?: number;
  /** The only values allowed. */
  readonly choices?: readonly T[];
}

export type ParameterDefinitions = Readonly<Record<string, ParameterDefinition>>;

type Widened<T> = T extends number ? number : T extends boolean ? boolean : string;

/** Values of declared parameters, each with the type of its default. */
export type ParameterValues<D extends ParameterDefinitions> = { readonly [K in keyof D]: Widened<D[K]['default']> };

/** The parameters of one algorithm instance: what it declares, and the values a run gives them. */
export class Parameters {
  #definitions: ParameterDefinitions = {};
  readonly #values: Record<string, ParameterValue> = {};
  #given: Readonly<Record<string, ParameterValue>> = {};
  readonly #read = new Set<string>();

  get definitions(): ParameterDefinitions {
    return this.#definitions;
  }

  /** Values in force: defaults and what was given. */
  get values(): Readonly<Record<string, ParameterValue>> {
    return { ...this.#given, ...this.#values };
  }

  declare<D extends ParameterDefinitions>(definitions: D): ParameterValues<D> {
    this.#definitions = definitions;
    for (const [name, definition] of Object.entries(definitions)) this.#values[name] = definition.default;
    return this.#values as ParameterValues<D>;
  }

  /**
   * Takes the values of a run; texts become the declared type.
   *
   * @throws LockstepError `PARAMETER_UNKNOWN` when parameters are declared and this is none, `PARAMETER_INVALID`
   */
  assign(given: Readonly<Record<string, ParameterValue>>): void {
    const names = Object.keys(this.#definitions);
    for (const [name, value] of Object.entries(given)) {
      const definition = this.#definitions[name];
      if (definition !== undefined) this.#values[name] = convert(name, value, definition);
      else if (names.length > 0) {
        throw new LockstepError(
          'PARAMETER_UNKNOWN',
          `Unknown parameter '${name}' (value ${JSON.stringify(value)}). The strategy declares: ${names.join(', ')}.`,
        );
      }
    }
    this.#given = { ...given };
  }

  /** Names that a run gave and that the strategy has neither declared nor asked for: they had no effect. */
  get unused(): string[] {
    return Object.keys(this.#given).filter((name) => !(name in this.#definitions) && !this.#read.has(name));
  }

  /** A parameter as text, as LEAN's `GetParameter` gives it; undefined when it was neither declared nor given. */
  get(name: string): ParameterValue | undefined {
    this.#read.add(name);
    return this.#values[name] ?? this.#given[name];
  }
}

function convert(name: string, value: ParameterValue, definition: ParameterDefinition): ParameterValue {
  const converted = toTypeOf(name, value, definition.default);
  if (typeof converted === 'number') {
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = definition;
    if (converted < min || converted > max) throw invalid(name, value, `a number from ${min} to ${max}`);
  }
  if (definition.choices !== undefined && !definition.choices.includes(converted)) {
    throw invalid(name, value, `one of ${definition.choices.join(', ')}`);
  }
  return converted;
}

function toTypeOf(name: string, value: ParameterValue, model: ParameterValue): ParameterValue {
  if (typeof value === typeof model) return value;
  const text = String(value).trim();
  if (typeof model === 'number') {
    const number = text === '' ? Number.NaN : Number(text);
    if (!Number.isFinite(number)) throw invalid(name, value, 'a number');
    return number;
  }
  if (typeof model === 'boolean') {
    if (text !== 'true' && text !== 'false') throw invalid(name, value, 'true or false');
    return text === 'true';
  }
  return text;
}

function invalid(name: string, value: ParameterValue, expected: string): LockstepError {
  return new LockstepError(
    'PARAMETER_INVALID',
    `Parameter '${name}' is ${JSON.stringify(value)}; expected ${expected}. Pass it as --param ${name}=<value>.`,
  );
}
