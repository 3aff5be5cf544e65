import type { Severity } from '../store/journal-record.ts';

const ORDER: readonly Severity[] = ['info', 'warning', 'error', 'critical'];

/** Something that a person should know. */
export interface Alert {
  readonly severity: Severity;
  /** Stable name of what happened, such as `STORE_DISK_FULL`. */
  readonly code: string;
  /** One line. */
  readonly title: string;
  /** What happened, and what to do. */
  readonly text: string;
  /** What it is about, such as an order or a symbol: alerts of the same code and subject are the same alert. */
  readonly subject?: string;
}

/** An alert on its way to a channel. */
export interface OutgoingAlert extends Alert {
  /** Epoch ms UTC. */
  readonly timeMs: number;
  /** Name of the deployment. */
  readonly from: string;
}

/** Whether a severity is at least another. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return ORDER.indexOf(severity) >= ORDER.indexOf(threshold);
}

/** The alert as a message of a few lines. */
export function alertText({ severity, title, text, code, from, timeMs }: OutgoingAlert): string {
  const time = new Date(timeMs).toISOString().replace('T', ' ').slice(0, 19);
  return `${severity.toUpperCase()} ${from}: ${title}\n${text === '' ? '' : `${text}\n`}${code}, ${time} UTC`;
}
