import { ALPACA } from './alpaca-wiring.ts';
import type { ChaosWiring } from './chaos-wiring.ts';
import { IB } from './ib-wiring.ts';
import { MT5 } from './mt5-wiring.ts';
import { PAPER } from './paper-wiring.ts';

/** By the name that `--broker` takes. */
export const WIRINGS: Readonly<Record<string, ChaosWiring>> = { paper: PAPER, alpaca: ALPACA, ib: IB, mt5: MT5 };

/** @throws TypeError for a name without a wiring */
export function wiringOf(broker: string): ChaosWiring {
  const wiring = WIRINGS[broker];
  if (wiring === undefined)
    throw new TypeError(`Received the broker ${broker}; expected one of ${Object.keys(WIRINGS).join(', ')}.`);
  return wiring;
}
