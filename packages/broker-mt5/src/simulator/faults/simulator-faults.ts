/** What becomes of a call to the terminal. Unless `executes` says otherwise, a call that fails does nothing. */
export interface CallFate {
  /** The answer is None, with this `last_error()`. */
  readonly error?: readonly [code: number, text: string];
  /** The trade server answers with this code. */
  readonly retcode?: number;
  readonly comment?: string;
  /** The connection breaks instead of an answer. */
  readonly drop?: boolean;
  /** No answer before this many ms of the clock. */
  readonly delayMs?: number;
  /** What was asked for is done all the same. */
  readonly executes?: boolean;
  /** Each entry of the list that is answered comes twice. */
  readonly doubled?: boolean;
}

/** What goes wrong with the terminal, and how it is set. All of it may be changed while it runs. */
export class SimulatorFaults {
  /** What becomes of a call for which nothing was scripted. */
  chance: ((call: string, args: Readonly<Record<string, unknown>>) => CallFate) | null = null;
  /** What becomes of the next calls of each name, in turn. */
  readonly #scripts = new Map<string, CallFate[]>();
  /** The terminal has its trade server. */
  connected = true;
  /** The button AutoTrading. */
  autoTrading = true;
  /** The account may trade at all, and with programs. */
  tradeAllowed = true;
  expertAllowed = true;
  /** Another account was logged in by hand. */
  login: number | null = null;
  /** What the broker does to comments. */
  comment: (comment: string) => string = (comment) => comment;
  /** Deals come to the history so much later, ms. */
  dealLagMs = 0;
  /** Orders come to the history so much later than they leave the list of those that rest, ms. */
  historyLagMs = 0;
  /** Filling modes that the trade server takes; null: those that the symbol says. */
  fillings: ReadonlySet<number> | null = null;

  /** What becomes of the next calls of a name: of the package's functions. */
  script(call: string, ...fates: readonly CallFate[]): void {
    this.#scripts.set(call, [...(this.#scripts.get(call) ?? []), ...fates]);
  }

  next(call: string, args: Readonly<Record<string, unknown>>): CallFate {
    return this.#scripts.get(call)?.shift() ?? this.chance?.(call, args) ?? {};
  }
}
