import type { LockstepConfig } from 'lockstep';

/**
 * What `lockstep backtest` and `lockstep live` do in this project. Options of a command win over it. Paths start at this
 * file. Secrets do not belong here: they come from the environment or from .env.
 */
export default {
  data: process.env['LOCKSTEP_DATA'] ?? 'data',
  out: 'backtest-results',

  // Orders beyond these limits are refused, in a backtest as well as live. Real money is not traded without limits.
  risk: {
    maxPositionValue: 50_000, // account currency
    maxPositionPercent: 20, // of equity
    maxStrategyAllocationPercent: 50, // of equity, all positions of the strategy together
    allowAddingToPositions: false,
    allowShortSelling: false,
    maxOrdersPerMinute: 10,
    maxTradesPerDay: 20,
    priceCollarPercent: 5, // how far the price of an order may lie from the market
    maxConsecutiveLosses: 3, // then no new positions until the next session
    maxDailyLossPercent: 2,
    lossPolicy: 'pause',
  },

  live: {
    folder: 'live', // stores and logs, a folder for each deployment
  },
} satisfies LockstepConfig;
