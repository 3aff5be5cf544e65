import { Cross } from './workloads/cross-algorithm.ts';

/** W1 as the command line runs it. */
export default class CrossStrategy extends Cross {}
