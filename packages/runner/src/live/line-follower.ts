import type { Clock } from '@lockstep/core';
import type { JsonLog, LiveOptions, LiveSession } from '@lockstep/live';
import { JournalTail } from './journal-tail.ts';
import type { LiveLine } from './live-line.ts';

/** Tells the lines of a session, those from before its journal could be followed as well. */
export class LineFollower {
  readonly #onLine: (line: LiveLine) => void;
  readonly #early: LiveLine[] = [];
  #tail: JournalTail | null = null;

  constructor({ onLine }: { readonly onLine?: (line: LiveLine) => void }) {
    this.#onLine = (line) => onLine?.(line);
  }

  /** What the session tells itself. */
  listeners(clock: Clock): Required<Pick<LiveOptions, 'onLog' | 'onNotice'>> {
    return {
      onLog: ({ timeMs, level, text }) => this.#tell({ timeMs, severity: level === 'error' ? 'error' : 'info', text }),
      onNotice: ({ severity, title }) => {
        // Alerts tell the graver ones.
        if (severity === 'info') this.#tell({ timeMs: clock.utcNow(), severity, text: title });
      },
    };
  }

  /** Follows the journal of the session. */
  follow(session: LiveSession, log: JsonLog): JournalTail {
    const tail = new JournalTail(session.store, session.id, log, this.#onLine);
    this.#tail = tail;
    for (const line of this.#early.splice(0)) tail.add(line);
    tail.start();
    return tail;
  }

  #tell(line: LiveLine): void {
    if (this.#tail === null) this.#early.push(line);
    else this.#tail.add(line);
  }
}
