import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Timer } from '@lockstep/core';
import type { LiveSettings } from '../config/lockstep-config.ts';
import { removeInputs } from '../inputs/remove-inputs.ts';
import type { Store } from '../store/store.ts';
import { systemClock } from '../system-clock.ts';
import type { Notices } from './notices.ts';
import type { Operator } from './operator.ts';

/** Name of the file that kills a deployment while it lies in its folder. */
export const KILL_FILE = 'KILL';
/** Time between looks for it, ms. */
const KILL_FILE_EVERY_MS = 1_000;
const DAY_MS = 86_400_000;

/** What upkeep works with. */
export interface UpkeepOptions {
  readonly folder: string;
  readonly store: Store;
  /** Id of the session in the store. */
  readonly session: number;
  readonly settings: LiveSettings;
  readonly operator: Operator;
  readonly notices: Notices;
  readonly isKilled: () => boolean;
}

/**
 * What a session does beside trading: it looks for the kill file, backs its store up and thins it once a day, and removes
 * records of earlier sessions.
 */
export class Upkeep {
  readonly #options: UpkeepOptions;
  readonly #timers = new Map<string, Timer>();
  #working: Promise<void> = Promise.resolve();

  constructor(options: UpkeepOptions) {
    this.#options = options;
  }

  start(): void {
    this.#removeInputs();
    this.#every('kill file', KILL_FILE_EVERY_MS, () => this.#lookForKillFile());
    this.#every('backup', DAY_MS, () => {
      this.#removeInputs();
      this.#working = this.#working.then(() => this.#backUp());
    });
  }

  /** Ends it; a backup that is being made is finished. */
  async close(): Promise<void> {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    await this.#working;
  }

  /** By the wall clock: these are about people and disks. */
  #every(what: string, ms: number, act: () => void): void {
    const timer = systemClock.at(systemClock.utcNow() + ms, () => {
      this.#every(what, ms, act);
      act();
    });
    this.#timers.set(what, timer);
  }

  #lookForKillFile(): void {
    const { folder, operator, isKilled } = this.#options;
    const file = join(folder, KILL_FILE);
    if (!isKilled() && existsSync(file)) void operator.kill(`the file ${file} is there`, 'kill file', false);
  }

  #removeInputs(): void {
    const { folder, session, settings, notices } = this.#options;
    const { inputDays: days, inputMegabytes: megabytes } = settings;
    if (days === undefined && megabytes === undefined) return;
    try {
      removeInputs({ folder, session, nowMs: systemClock.utcNow(), days, megabytes });
    } catch (error) {
      notices.tell({
        severity: 'warning',
        code: 'INPUTS_NOT_REMOVED',
        title: 'Records of earlier sessions could not be removed; it is tried again tomorrow.',
        text: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async #backUp(): Promise<void> {
    const { store, settings, notices } = this.#options;
    try {
      await store.backup();
      if (settings.retentionDays !== undefined) await store.removeOlderThan(settings.retentionDays);
    } catch (error) {
      notices.tell({
        severity: 'warning',
        code: 'BACKUP_FAILED',
        title: 'The daily backup of the store failed; it is tried again tomorrow.',
        text: error instanceof Error ? error.message : String(error),
      });
    }
  }
}
