import { describeBrokerage } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { IB_CAPABILITIES } from '../src/brokerage/ib-capabilities.ts';
import { AdapterStage } from './adapter-stage.ts';

describeBrokerage({ describe, test, expect }, 'IbBrokerage', IB_CAPABILITIES, async () => {
  const stage = await AdapterStage.open();
  return stage.harness();
});
