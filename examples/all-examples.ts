import type { Algorithm } from '@lockstep/core';
import BracketEntries from './bracket-entries/strategy.ts';
import CurrencyChannel from './currency-channel/strategy.ts';
import CurrencyLadder from './currency-ladder/strategy.ts';
import LimitIfTouchedPullback from './limit-if-touched-pullback/strategy.ts';
import MeanReversion from './mean-reversion/strategy.ts';
import MomentumRotation from './momentum-rotation/strategy.ts';
import MonthlyRebalance from './monthly-rebalance/strategy.ts';
import MovingAverageCross from './moving-average-cross/strategy.ts';
import OpeningRangeBreakout from './opening-range-breakout/strategy.ts';
import PairsSpread from './pairs-spread/strategy.ts';
import ScheduledBuy from './scheduled-buy/strategy.ts';
import TrailingStop from './trailing-stop/strategy.ts';

/** The strategies by the names of their folders. */
export const EXAMPLES: Readonly<Record<string, new () => Algorithm>> = {
  'bracket-entries': BracketEntries,
  'currency-channel': CurrencyChannel,
  'currency-ladder': CurrencyLadder,
  'limit-if-touched-pullback': LimitIfTouchedPullback,
  'mean-reversion': MeanReversion,
  'momentum-rotation': MomentumRotation,
  'monthly-rebalance': MonthlyRebalance,
  'moving-average-cross': MovingAverageCross,
  'opening-range-breakout': OpeningRangeBreakout,
  'pairs-spread': PairsSpread,
  'scheduled-buy': ScheduledBuy,
  'trailing-stop': TrailingStop,
};
