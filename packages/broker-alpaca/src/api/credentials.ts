import { LockstepError } from '@lockstep/core';
import type { AlpacaCredentials } from '../wire/alpaca-client.ts';

/** Names of the variables that hold the keys: ours, then Alpaca's own. */
const VARIABLES = [
  ['ALPACA_API_KEY', 'ALPACA_SECRET_KEY'],
  ['APCA_API_KEY_ID', 'APCA_API_SECRET_KEY'],
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The keys of the environment.
 *
 * @throws LockstepError `CONFIG_INVALID` when there are none, or one of the two is missing
 */
export function credentialsOf(environment: Environment): AlpacaCredentials {
  for (const [keyName, secretName] of VARIABLES) {
    const [keyId, secret] = [environment[keyName]?.trim() ?? '', environment[secretName]?.trim() ?? ''];
    if (keyId !== '' && secret !== '') return { keyId, secret };
    if (keyId !== '' || secret !== '') {
      const missing = keyId === '' ? keyName : secretName;
      throw new LockstepError(
        'CONFIG_INVALID',
        `${missing} is not set, and its other half is; expected both ${keyName} and ${secretName}.`,
      );
    }
  }
  const names = VARIABLES.map((pair) => pair.join(' and ')).join(', or ');
  throw new LockstepError(
    'CONFIG_INVALID',
    `There are no keys for Alpaca: expected ${names} in the environment or in .env. Make a pair at https://app.alpaca.markets, where paper accounts have keys of their own.`,
  );
}

/** Whether the environment wants paper money whatever was asked for. */
export function isPaperForced(environment: Environment): boolean {
  return environment['USE_PAPER_TRADING']?.trim().toLowerCase() === 'true';
}
