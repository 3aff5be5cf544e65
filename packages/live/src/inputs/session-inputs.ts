import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AlgorithmRun, PaceListener, RuntimeFailure, StartingAccount } from '@lockstep/core';
import { InputLog, type InputLogOptions } from '../store/input-log.ts';
import { failing } from './decision.ts';
import type { InputLine, RunOperation, SessionStart } from './input-line.ts';
import { toJson } from './value-json.ts';

/** Folder of the records in that of a deployment. */
const INPUTS_FOLDER = 'inputs';

/** File of the record of a session. */
export function inputsFile(folder: string, session: number): string {
  return join(folder, INPUTS_FOLDER, `${session}.log`);
}

/** The record of what enters a session, for `replaySession`. */
export class SessionInputs implements PaceListener {
  readonly #log: InputLog;
  /** Slices and pulses so far. */
  step = 0;
  /** The run is between two steps. */
  isPacing = false;
  /** Subscriptions were asked up to here, and nothing was written since. */
  #settled: number | null = null;
  #isClosed = false;

  constructor(folder: string, start: SessionStart, options: InputLogOptions) {
    mkdirSync(join(folder, INPUTS_FOLDER), { recursive: true });
    this.#log = new InputLog(inputsFile(folder, start.session), options);
    this.write(['start', start]);
  }

  write(line: InputLine): void {
    if (this.#isClosed) return;
    const settled = this.#takeSettled();
    if (settled !== null) this.#log.record(['poll', settled]);
    this.#log.record(line);
  }

  #takeSettled(): number | null {
    const settled = this.#settled;
    this.#settled = null;
    return settled;
  }

  settled(utcMs: number): void {
    this.isPacing = true;
    if (this.#settled === utcMs || this.#isClosed) return;
    const before = this.#takeSettled();
    if (before !== null) this.#log.record(['poll', before]);
    this.#settled = utcMs;
  }

  slice(utcMs: number): void {
    this.step += 1;
    this.#pace((settled) => ['slice', settled, utcMs]);
  }

  pulse(utcMs: number): void {
    this.step += 1;
    this.#pace((settled) => ['pulse', settled, utcMs]);
  }

  ended(): void {
    this.#pace((settled) => ['end', settled]);
  }

  #pace(line: (settled: number | null) => InputLine): void {
    this.isPacing = false;
    const settled = this.#takeSettled();
    if (!this.#isClosed) this.#log.record(line(settled));
  }

  account(account: StartingAccount): void {
    this.write(['account', toJson(account)]);
  }

  operation({ inbox }: AlgorithmRun, operation: RunOperation): void {
    this.write(['operation', inbox.looks, operation]);
  }

  /** @param goesOn the policy lets the run go on */
  failure(failure: RuntimeFailure, goesOn: boolean): void {
    this.write(['failure', failing(failure, this.step), goesOn]);
  }

  /** The session has ended in order. */
  async close(reason: string, { portfolio }: AlgorithmRun): Promise<void> {
    this.write(['closed', reason, portfolio.exactTotalPortfolioValue.toString()]);
    await this.abandon();
  }

  /** No more is written. */
  async abandon(): Promise<void> {
    this.#isClosed = true;
    await this.#log.close();
  }
}
