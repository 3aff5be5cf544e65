import { describeBrokerage } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { ALPACA_CAPABILITIES } from '../src/brokerage/alpaca-capabilities.ts';
import { VENUE_RULES } from '../src/simulator/index.ts';
import { AdapterStage } from './adapter-stage.ts';

describeBrokerage({ describe, test, expect }, 'AlpacaBrokerage', ALPACA_CAPABILITIES, async () => {
  const stage = await AdapterStage.open({ simulator: { rules: VENUE_RULES }, adapter: { checksAuctionTimes: false } });
  return stage.harness();
});
