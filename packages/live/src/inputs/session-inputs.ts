import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AlgorithmRun, DataBatch, PaceListener, RuntimeFailure, StartingAccount } from '@lockstep/core';
import { InputLog, type InputLogOptions } from '../store/input-log.ts';
import { batchToJson } from './batch-json.ts';
import { failing } from './decision.ts';
import type { InputLine, RunOperation, SessionStart } from './input-line.ts';
import { LineKind } from './line-kind.ts';
import { TickRows } from './tick-rows.ts';
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
  readonly #ticks = new TickRows();
  readonly #times = new Float64Array(2);

  constructor(folder: string, start: SessionStart, options: InputLogOptions) {
    mkdirSync(join(folder, INPUTS_FOLDER), { recursive: true });
    this.#log = new InputLog(inputsFile(folder, start.session), options);
    this.write(['start', start]);
  }

  write(line: InputLine): void {
    if (this.#isClosed) return;
    this.#pollSettled();
    this.#log.record(line);
  }

  /** What a subscription got; null at the end of its data. */
  data(subscription: number, batch: DataBatch | null): void {
    if (this.#isClosed) return;
    const count = batch === null ? 0 : this.#ticks.pack(subscription, batch);
    if (count === 0) {
      const json = batch === null ? null : batchToJson(batch);
      this.#ticks.note(subscription, json);
      this.write(['data', subscription, json]);
      return;
    }
    this.#pollSettled();
    this.#log.recordNumbers(LineKind.Tick, this.#ticks.numbers, count);
  }

  #takeSettled(): number | null {
    const settled = this.#settled;
    this.#settled = null;
    return settled;
  }

  #pollSettled(): void {
    const settled = this.#takeSettled();
    if (settled !== null) this.#writeTimes(LineKind.Poll, settled, null);
  }

  settled(utcMs: number): void {
    this.isPacing = true;
    if (this.#settled === utcMs || this.#isClosed) return;
    this.#pollSettled();
    this.#settled = utcMs;
  }

  slice(utcMs: number): void {
    this.step += 1;
    this.#pace(LineKind.Slice, utcMs);
  }

  pulse(utcMs: number): void {
    this.step += 1;
    this.#pace(LineKind.Pulse, utcMs);
  }

  ended(): void {
    this.isPacing = false;
    const settled = this.#takeSettled();
    if (!this.#isClosed) this.#log.record(['end', settled] satisfies InputLine);
  }

  #pace(kind: LineKind, utcMs: number): void {
    this.isPacing = false;
    const settled = this.#takeSettled();
    if (!this.#isClosed) this.#writeTimes(kind, utcMs, settled);
  }

  #writeTimes(kind: LineKind, utcMs: number, settled: number | null): void {
    this.#times[0] = utcMs;
    this.#times[1] = settled ?? 0;
    this.#log.recordNumbers(kind, this.#times, settled === null ? 1 : 2);
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
