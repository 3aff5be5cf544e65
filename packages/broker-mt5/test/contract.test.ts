import { describeBrokerage } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { MT5_CAPABILITIES } from '../src/brokerage/mt5-capabilities.ts';
import { VENUE_RULES } from '../src/simulator/index.ts';
import { hasPython } from './python.ts';
import { TerminalStage } from './terminal-stage.ts';

describe.skipIf(!hasPython)('through the bridge (needs Python 3.9 or later)', () => {
  describeBrokerage({ describe, test, expect }, 'Mt5Brokerage', MT5_CAPABILITIES, async () => {
    const stage = await TerminalStage.open({ simulator: { rules: VENUE_RULES } });
    return stage.harness();
  });
});

describe('through an Expert Advisor', () => {
  describeBrokerage({ describe, test, expect }, 'Mt5Brokerage', MT5_CAPABILITIES, async () => {
    const stage = await TerminalStage.open({ simulator: { rules: VENUE_RULES }, way: 'expert' });
    return stage.harness();
  });
});
