/** Level of a log line: what the strategy logs, its notes for development, and errors. */
export type LogLevel = 'log' | 'debug' | 'error';

/** A line that a strategy or the engine wrote, with engine time (epoch ms UTC). */
export interface LogLine {
  readonly timeMs: number;
  readonly level: LogLevel;
  readonly text: string;
}

/** Collects log lines of a run and hands each to whoever listens. */
export class RunLog {
  readonly lines: LogLine[] = [];
  readonly #limit: number;
  readonly #listener: (line: LogLine) => void;
  #dropped = 0;
  #lastDebug = '';

  /** @param limit lines kept; later ones are only counted and heard */
  constructor(limit: number, listener: (line: LogLine) => void) {
    this.#limit = limit;
    this.#listener = listener;
  }

  /** Lines that were not kept. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Adds a line. A debug line equal to the one before is left out, as in LEAN. */
  add(timeMs: number, level: LogLevel, text: string): void {
    if (level === 'debug') {
      if (text === this.#lastDebug) return;
      this.#lastDebug = text;
    }
    const line: LogLine = { timeMs, level, text };
    if (this.lines.length < this.#limit) this.lines.push(line);
    else this.#dropped += 1;
    this.#listener(line);
  }
}
