import type { Alerts } from '../alerts/alerts.ts';
import type { JsonLog } from '../logging/json-log.ts';
import type { JsonObject, Severity } from '../store/journal-record.ts';
import type { Store } from '../store/store.ts';

/** Something that happened and is worth knowing. */
export interface Notice {
  readonly severity: Severity;
  /** Stable name, such as `BROKER_DISCONNECTED`. */
  readonly code: string;
  /** One line. */
  readonly title: string;
  /** What to do, where somebody has to. */
  readonly text?: string;
  /** What it is about; alerts of one code and subject are the same alert. */
  readonly subject?: string;
  readonly details?: JsonObject;
}

/** Where notices go. */
export interface NoticesOptions {
  readonly store: Store;
  readonly log?: JsonLog | undefined;
  readonly alerts?: Alerts | undefined;
  /** Told of each, for a terminal. */
  readonly onNotice?: ((notice: Notice) => void) | undefined;
}

/** Tells what happened: to the journal, to the log, and, from warnings on, to people. */
export class Notices {
  readonly #options: NoticesOptions;

  constructor(options: NoticesOptions) {
    this.#options = options;
  }

  tell(notice: Notice): void {
    const { store, log, alerts, onNotice } = this.#options;
    const { severity, code, title, text = '', subject, details = {} } = notice;
    const message = text === '' ? title : `${title} ${text}`;
    void store.keep({ kind: 'notice', severity, code, message, details });
    if (severity === 'info') log?.info(message, { code, ...details });
    else if (severity === 'warning') log?.warn(message, { code, ...details });
    else log?.error(message, { code, ...details });
    if (severity !== 'info')
      alerts?.raise({ severity, code, title, text, ...(subject === undefined ? {} : { subject }) });
    onNotice?.(notice);
  }

  /** What was told of is well again: the next time it is told at once. */
  settle(code: string, subject?: string): void {
    this.#options.alerts?.settle(code, subject);
  }
}
