import { AlgorithmOrders } from './algorithm-orders.ts';

/** The indicator, consolidator and history calls of an algorithm. */
export abstract class AlgorithmIndicators extends AlgorithmOrders {}
