// `@lockstep/live/config`: the configuration that backtest, rehearsal and live read; loads nothing of live trading.

export type {
  AlertSettings,
  AlertThreshold,
  BrokerKind,
  EmailSettings,
  LiveSettings,
  LockstepConfig,
  LogSettings,
} from './lockstep-config.ts';
export {
  confirmationPhrase,
  decideMoney,
  isConfirmedBy,
  type MoneyDecision,
  type MoneyQuestion,
} from './real-money.ts';
export { Secret } from './secret.ts';
export { SecretScrubber } from './secret-scrubber.ts';
export { isSecretName, secretsIn } from './secret-variables.ts';
export {
  type Environment,
  readSecret,
  readTradingEnvironment,
  requireSecret,
  type TradingEnvironment,
} from './trading-environment.ts';
export { validateConfig } from './validate-config.ts';
