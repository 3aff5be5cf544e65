import type { RiskLimits } from '@lockstep/core';

/** Brokers that live trading knows by name. */
export type BrokerKind = 'paper' | 'ib' | 'alpaca' | 'mt5';

/**
 * What `lockstep.config.ts` of a project may set. Backtest, rehearsal and live read the same file; options of a command win
 * over it. Paths are relative to the file. Secrets do not belong here: they come from the environment.
 *
 * @example
 * ```ts
 * import type { LockstepConfig } from 'lockstep';
 *
 * export default {
 *   data: 'data',
 *   parameters: { fast: 20 },
 *   risk: { maxPositionPercent: 20, maxDailyLossPercent: 2, lossPolicy: 'flatten' },
 * } satisfies LockstepConfig;
 * ```
 */
export interface LockstepConfig {
  /** Folder with market data. */
  readonly data?: string;
  /** Folder for results; each strategy gets a folder in it. */
  readonly out?: string;
  /** First and last day of a backtest, `yyyy-MM-dd`; override the strategy's. */
  readonly from?: string;
  readonly to?: string;
  /** Starting cash of a backtest in account currency; overrides the strategy's. */
  readonly cash?: number;
  /** Values of strategy parameters, by name. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** Limits of the risk gate. Real money is refused without any. */
  readonly risk?: RiskLimits;
  readonly live?: LiveSettings;
  readonly alerts?: AlertSettings;
  readonly logging?: LogSettings;
}

/** How a deployment runs. */
export interface LiveSettings {
  /** Name under which journal, client order ids and lock are kept. @defaultValue strategy and account */
  readonly deployment?: string;
  /** Folder of stores and logs, one folder per deployment. @defaultValue `live` */
  readonly folder?: string;
  /** Where orders go. @defaultValue the environment's DEFAULT_BROKER, else paper */
  readonly broker?: BrokerKind;
  /** Where data comes from. @defaultValue the broker */
  readonly feed?: BrokerKind | 'replay';
  /** Difference of value between journal and broker, in account currency, from which trading pauses. @defaultValue 100 */
  readonly reconciliationLimit?: number;
  /** Seconds after which an entry without its stop is closed. @defaultValue 5 */
  readonly protectionDeadlineSeconds?: number;
  /** Minutes that the first session of a deployment waits for a broker that is away. @defaultValue 60 */
  readonly brokerWaitMinutes?: number;
  /** Seconds between looks at open orders, however well the stream seems. @defaultValue 30 */
  readonly orderCheckSeconds?: number;
  /** Orders asked for while disconnected. @defaultValue refuse */
  readonly whileDisconnected?: 'refuse' | 'queue';
  /** Scheduled events missed while the process was down. @defaultValue skip */
  readonly missedSchedules?: 'skip' | 'runOnce';
  /** Orders and positions made by hand or by other programs. @defaultValue adopt */
  readonly external?: 'adopt' | 'close' | 'pause';
  /** A handler of the strategy throws. @defaultValue stop */
  readonly strategyErrors?: 'stop' | 'flatten' | 'continue';
  /** Orders and positions at an orderly end. @defaultValue keep */
  readonly atEnd?: 'keep' | 'cancelOrders' | 'flatten';
  /** Days that journal entries are kept. @defaultValue for ever */
  readonly retentionDays?: number;
  /** Days that the records of earlier sessions' inputs are kept, for `replay`. @defaultValue for ever */
  readonly inputDays?: number;
  /** Megabytes of such records that are kept; the oldest sessions go first, never the one that runs. @defaultValue all */
  readonly inputMegabytes?: number;
  /** Backups of the store that are kept. @defaultValue 7 */
  readonly keepBackups?: number;
}

/** How much somebody has to care, as a threshold. */
export type AlertThreshold = 'info' | 'warning' | 'error' | 'critical';

/** Who is told when something happens. A channel gets alerts of its threshold (`from`) and above. */
export interface AlertSettings {
  readonly console?: { readonly from?: AlertThreshold };
  /** Telegram; the token is the environment's TELEGRAM_BOT_TOKEN. */
  readonly telegram?: { readonly chatId: string; readonly from?: AlertThreshold };
  /** A JSON POST to the environment's ALERT_WEBHOOK_URL. */
  readonly webhook?: { readonly from?: AlertThreshold };
  /** E-mail; the password is the environment's SMTP_PASSWORD. */
  readonly email?: EmailSettings;
  /** Seconds between pings of the environment's HEARTBEAT_URL while all is well. @defaultValue 60 */
  readonly heartbeatSeconds?: number;
  /** Minutes for which the same alert is told once only. @defaultValue 15 */
  readonly repeatAfterMinutes?: number;
  /** Alerts a minute and channel; beyond it they are counted and told as one. Critical ones always go. @defaultValue 10 */
  readonly maxPerMinute?: number;
}

export interface EmailSettings {
  readonly host: string;
  /** @defaultValue 587, or 465 with `secure` */
  readonly port?: number;
  /** TLS from the first byte; else STARTTLS where the server offers it. */
  readonly secure?: boolean;
  readonly user?: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly from?: AlertThreshold;
}

/** JSON-lines logs of live trading. */
export interface LogSettings {
  /** @defaultValue info */
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
  /** A file of this size is closed and a new one begun. @defaultValue 20 */
  readonly maxFileMegabytes?: number;
  /** Closed files that are kept. @defaultValue 10 */
  readonly keepFiles?: number;
}
