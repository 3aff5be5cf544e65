import { LockstepError, nearestNames } from '@lockstep/core';
import type { BrokerKind } from './lockstep-config.ts';
import { Secret } from './secret.ts';

const ENVIRONMENTS = ['development', 'staging', 'production'] as const;
const BROKERS: readonly BrokerKind[] = ['paper', 'ib', 'alpaca', 'mt5'];
const YES = new Set(['true', '1', 'yes', 'on']);
const NO = new Set(['false', '0', 'no', 'off']);

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says about trading. */
export interface TradingEnvironment {
  /** ENVIRONMENT: how serious this is. @defaultValue development */
  readonly environment: (typeof ENVIRONMENTS)[number];
  /** LIVE_TRADING_ENABLED: real money may be asked for. @defaultValue false */
  readonly liveTradingEnabled: boolean;
  /** USE_PAPER_TRADING: back to paper, whatever else says. @defaultValue false */
  readonly usePaperTrading: boolean;
  /** DEFAULT_BROKER: where orders go unless configuration or command say otherwise. @defaultValue paper */
  readonly defaultBroker: BrokerKind;
}

/**
 * Reads the variables that decide about trading. One that is not set, or empty, has its default.
 *
 * @throws LockstepError `ENVIRONMENT_INVALID` for a value that is none of those expected
 */
export function readTradingEnvironment(environment: Environment): TradingEnvironment {
  return {
    environment: choice(environment, 'ENVIRONMENT', ENVIRONMENTS, 'development'),
    liveTradingEnabled: yesOrNo(environment, 'LIVE_TRADING_ENABLED'),
    usePaperTrading: yesOrNo(environment, 'USE_PAPER_TRADING'),
    defaultBroker: choice(environment, 'DEFAULT_BROKER', BROKERS, 'paper'),
  };
}

/**
 * A secret from the environment. Each environment may have its own: in production `ALPACA_API_KEY_PRODUCTION` is taken
 * before `ALPACA_API_KEY`. Undefined when neither is set.
 */
export function readSecret(
  environment: Environment,
  name: string,
  stage: TradingEnvironment['environment'],
): Secret | undefined {
  for (const candidate of [`${name}_${stage.toUpperCase()}`, name]) {
    const text = environment[candidate]?.trim();
    if (text !== undefined && text !== '') return new Secret(candidate, text);
  }
  return undefined;
}

/** As `readSecret`. @throws LockstepError `SECRET_MISSING` when it is not set */
export function requireSecret(
  environment: Environment,
  name: string,
  stage: TradingEnvironment['environment'],
  purpose: string,
): Secret {
  const secret = readSecret(environment, name, stage);
  if (secret !== undefined) return secret;
  throw new LockstepError(
    'SECRET_MISSING',
    `${name} is not set; expected it in the environment or in .env, for ${purpose}. Set it, or ` +
      `${name}_${stage.toUpperCase()} for ${stage} alone.`,
    { details: { name, stage } },
  );
}

function choice<T extends string>(environment: Environment, name: string, choices: readonly T[], otherwise: T): T {
  const text = environment[name]?.trim();
  if (text === undefined || text === '') return otherwise;
  const found = choices.find((item) => item === text.toLowerCase());
  if (found !== undefined) return found;
  const [near] = nearestNames(text, choices);
  throw malformed(name, text, `one of ${choices.join(', ')}${near === undefined ? '' : ` (did you mean ${near}?)`}`);
}

function yesOrNo(environment: Environment, name: string): boolean {
  const text = environment[name]?.trim().toLowerCase();
  if (text === undefined || text === '' || NO.has(text)) return false;
  if (YES.has(text)) return true;
  throw malformed(name, text, 'true or false');
}

function malformed(name: string, text: string, expected: string): LockstepError {
  return new LockstepError(
    'ENVIRONMENT_INVALID',
    `The environment has ${name}=${text}; expected ${expected}. Correct it in the environment or in .env.`,
    { details: { name } },
  );
}
