import { Secret } from './secret.ts';
import type { Environment } from './trading-environment.ts';

/** Names that a secret goes by. */
const SECRET_NAME = /key|secret|token|password|passwd|passphrase|credential/i;
/** Addresses that work as a password does: who knows them can send. */
const SECRET_ADDRESS = /^(ALERT_WEBHOOK_URL|HEARTBEAT_URL)(_|$)/;
/** Shorter values of variables that only sound like a secret are words such as `true`. */
const SHORTEST = 6;

/** Whether a setting or variable of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) || SECRET_ADDRESS.test(name);
}

/** What an environment holds of secrets, by their names: to be masked wherever something is shown. */
export function secretsIn(environment: Environment): Secret[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const text = value?.trim() ?? '';
    return isSecretName(name) && text.length >= SHORTEST ? [new Secret(name, text)] : [];
  });
}
