/** The error of a strategy that ended its run: where, when and what. */
export class RuntimeFailure {
  /** Handler or phase in which it happened. */
  readonly phase: string;
  /** Engine time, epoch ms UTC. */
  readonly utcMs: number;
  readonly error: unknown;

  constructor(phase: string, utcMs: number, error: unknown) {
    this.phase = phase;
    this.utcMs = utcMs;
    this.error = error;
  }

  get message(): string {
    const text = this.error instanceof Error ? this.error.message : String(this.error);
    return `Error in ${this.phase}: ${text}`;
  }
}
