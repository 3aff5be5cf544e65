import type { LockstepConfig } from 'lockstep';

/** Defaults of `lockstep backtest` in this project. Options of the command win over them. Paths start at this file. */
export default {
  data: process.env['LOCKSTEP_DATA'] ?? 'data',
  out: 'backtest-results',
} satisfies LockstepConfig;
