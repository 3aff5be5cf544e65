import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import {
  decideMoney,
  type Environment,
  isSecretName,
  type LockstepConfig,
  readSecret,
  readTradingEnvironment,
  type TradingEnvironment,
} from '@lockstep/live/config';
import { type Check, failedCheck } from './check.ts';

const VARIABLES = ['ENVIRONMENT', 'LIVE_TRADING_ENABLED', 'USE_PAPER_TRADING', 'DEFAULT_BROKER', 'LOCKSTEP_DATA'];
const DEFAULTS: Readonly<Record<string, string>> = {
  ENVIRONMENT: 'development',
  LIVE_TRADING_ENABLED: 'false',
  USE_PAPER_TRADING: 'false',
  DEFAULT_BROKER: 'paper',
};
/** Others than the owner may read or write. */
const OTHERS = 0o077;

/** The configuration, or why it cannot be read. */
export function checkConfig(config: LockstepConfig | Error | null): Check {
  const name = 'configuration';
  if (config instanceof Error) return failedCheck(name, config);
  if (config === null) {
    const advice = 'Make one with `lockstep init`, or write lockstep.config.ts by docs/live/configuration.md.';
    return { name, verdict: 'warn', found: 'there is no lockstep.config.ts', advice };
  }
  const found = `lockstep.config.ts sets ${Object.keys(config).join(', ') || 'nothing'}`;
  const limits = Object.entries(config.risk ?? {}).map(([limit, value]) => `risk.${limit} = ${String(value)}`);
  if (limits.length > 0) return { name, verdict: 'ok', found, details: limits };
  return {
    name,
    verdict: 'warn',
    found,
    advice: 'Without limits in `risk` nothing is limited, and real money is refused.',
  };
}

/** Variables that are set, and where each came from; secrets by their names only. */
export function checkEnvironment(environment: Environment, cwd: string): Check {
  const name = 'environment';
  const file = join(cwd, '.env');
  const inFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const details = [
    ...VARIABLES.flatMap((variable) => {
      const value = environment[variable] ?? DEFAULTS[variable];
      return value === undefined ? [] : [`${variable}=${value} (${originOf(variable, environment, inFile)})`];
    }),
    ...Object.keys(environment)
      .filter((variable) => isSecretName(variable) && (variable in inFile || isKnownSecret(variable)))
      .sort()
      .map((variable) => `${variable}=*** (${originOf(variable, environment, inFile)})`),
  ];
  try {
    readTradingEnvironment(environment);
  } catch (error) {
    return { ...failedCheck(name, error), details };
  }
  const found = existsSync(file) ? '.env is read; the environment wins over it' : 'there is no .env';
  const advice = exposure(file, cwd);
  return advice === null ? { name, verdict: 'ok', found, details } : { name, verdict: 'warn', found, details, advice };
}

const isKnownSecret = (name: string): boolean => /^(TELEGRAM|ALERT|SMTP|HEARTBEAT|ALPACA|IB|MT5)_/.test(name);

function originOf(name: string, environment: Environment, inFile: Environment): string {
  if (environment[name] === undefined) return 'default';
  if (inFile[name] === undefined) return 'environment';
  return inFile[name] === environment[name] ? '.env' : 'environment, wins over .env';
}

/** Who else could read the secrets. */
function exposure(file: string, cwd: string): string | null {
  if (!existsSync(file)) return null;
  if (process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0) {
    return 'Other users of this machine can read .env: `chmod 600 .env`.';
  }
  const ignored = existsSync(join(cwd, '.gitignore'))
    ? readFileSync(join(cwd, '.gitignore'), 'utf8').split(/\r?\n/)
    : [];
  const isIgnored = ignored.some((line) => ['.env', '/.env', '.env*', '*.env'].includes(line.trim()));
  return existsSync(join(cwd, '.git')) && !isIgnored
    ? 'Put .env into .gitignore, so that no secret is committed.'
    : null;
}

/** Paper or real money, and what is missing. */
export function checkMoney(environment: TradingEnvironment, config: LockstepConfig): Check {
  const decision = decideMoney({ environment, risk: config.risk, confirmation: 'none' });
  const words = { paper: 'paper', unconfirmed: 'real, once it is confirmed', refused: 'none', real: 'real' };
  const found = `${words[decision.account]}: ${decision.reason}`;
  if (decision.account !== 'refused') return { name: 'money', verdict: 'ok', found };
  return { name: 'money', verdict: 'fail', found, advice: 'Set these limits, or USE_PAPER_TRADING=true.' };
}

/** Alerts that are configured have what they need; somebody is told when something happens. */
export function checkAlerts(
  { alerts }: LockstepConfig,
  environment: Environment,
  stage: TradingEnvironment['environment'],
): Check {
  const name = 'alerts';
  const channels: readonly (readonly [string, string | null])[] = [
    ...(alerts?.telegram === undefined ? [] : [['telegram', 'TELEGRAM_BOT_TOKEN'] as const]),
    ...(alerts?.webhook === undefined ? [] : [['webhook', 'ALERT_WEBHOOK_URL'] as const]),
    ...(alerts?.email === undefined
      ? []
      : [['email', alerts.email.user === undefined ? null : 'SMTP_PASSWORD'] as const]),
  ];
  const isSet = (variable: string): boolean => readSecret(environment, variable, stage) !== undefined;
  const missing = channels.flatMap(([, secret]) => (secret === null || isSet(secret) ? [] : [secret]));
  const heartbeat = isSet('HEARTBEAT_URL') ? 'heartbeat' : 'no heartbeat';
  const found = `console${channels.map(([channel]) => `, ${channel}`).join('')}; ${heartbeat}`;
  if (missing.length > 0) {
    return { name, verdict: 'fail', found, advice: `Set ${missing.join(' and ')} in the environment or in .env.` };
  }
  if (channels.length > 0) return { name, verdict: 'ok', found };
  const advice = 'Configure `alerts` in lockstep.config.ts, so that somebody hears when trading stops.';
  return {
    name,
    verdict: stage === 'production' ? 'warn' : 'ok',
    found,
    ...(stage === 'production' ? { advice } : {}),
  };
}
