import { fileURLToPath } from 'node:url';
import { afterAll, describe, it } from 'vitest';
import { type StartedSimulator, startSimulator } from '../../../runner/src/simulate/start-simulator.ts';
import { credentialsOf } from '../../src/index.ts';
import { describePaperAccount } from './paper-suite.ts';

const DATA = fileURLToPath(new URL('../../../runner/template/data', import.meta.url));
/** There is a past. */
const SKIPPED_SECONDS = 1_800;

let started: StartedSimulator | undefined;
afterAll(() => started?.stop());

describePaperAccount('an account at the simulator', async () => {
  started = await startSimulator({ data: DATA, date: '2024-03-04', speed: 1 });
  const { simulator } = started;
  const { keyId, secret } = simulator.keys;
  await fetch(`${simulator.endpoints.trading}/__sim/clock`, {
    method: 'POST',
    body: JSON.stringify({ seconds: SKIPPED_SECONDS }),
  });
  return { keyId, secret, endpoints: simulator.endpoints, symbol: 'ALFA' };
});

/** Orders go out only to whoever asked for that. */
const isAsked = process.env['npm_lifecycle_event'] === 'test:alpaca-paper';
const credentials = isAsked ? keys() : null;

if (credentials === null) {
  const what = isAsked ? 'set ALPACA_API_KEY and ALPACA_SECRET_KEY' : 'run npm run test:alpaca-paper, with keys';
  describe.skip(`a paper account at Alpaca: not tried (${what})`, () => it('is tried', () => undefined));
} else {
  describePaperAccount('a paper account at Alpaca', () => Promise.resolve({ ...credentials, symbol: 'SPY' }));
}

function keys(): ReturnType<typeof credentialsOf> | null {
  try {
    return credentialsOf(process.env);
  } catch {
    return null;
  }
}
